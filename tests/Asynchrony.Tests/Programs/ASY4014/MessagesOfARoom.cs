// A room prints its messages until it closes: then the last receive throws.
var room = new Room();
var printing = room.Print();
foreach (var text in new[] { "hello", "how are you", "bye" })
    room.Say(text);
room.Close();

try
{
    await printing;
    Console.WriteLine("closed");
}
catch (ChannelClosedException)
{
    Console.WriteLine("failed");
}

class Room
{
    private readonly Channel<string> messages = Channel.CreateUnbounded<string>();

    public void Say(string text) => messages.Writer.TryWrite(text);

    public void Close() => messages.Writer.Complete();

    public async Task Print()
    {
        while (true)
        {
            var text = await [|messages.Reader.ReadAsync|]();
            Console.WriteLine(text);
        }
    }
}

// prints:
// hello
// how are you
// bye
// closed
