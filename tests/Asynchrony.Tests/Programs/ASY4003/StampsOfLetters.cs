// A letter is stamped after it was handed to the post, which may deliver it without.
var post = new Post();
var delivering = post.Deliver();
foreach (var text in new[] { "Hello", "Good bye" })
    await post.Send(new Letter(text));
post.Close();
await delivering;

class Letter(string text)
{
    public string? Stamp { get; set; }

    public override string ToString() => $"{text} ({Stamp ?? "no stamp"})";
}

class Post
{
    private readonly Channel<Letter> letters = Channel.CreateBounded<Letter>(1);
    private int sent;

    public async Task Send(Letter letter)
    {
        var number = ++sent;
        await letters.Writer.WriteAsync(letter);
        [|letter.Stamp = $"no. {number}"|];
    }

    public void Close() => letters.Writer.Complete();

    public async Task Deliver()
    {
        await foreach (var letter in letters.Reader.ReadAllAsync())
            Console.WriteLine(letter);
    }
}

// prints:
// Hello (no. 1)
// Good bye (no. 2)
