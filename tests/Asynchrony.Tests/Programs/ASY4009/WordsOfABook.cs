// A counter goes through the words while they are still being read: it sees those of the moment in which it begins.
var book = new Book();
var counting = Task.Run(book.Count);
foreach (var word in "the quick brown fox jumps over the lazy dog".Split(' '))
    book.Add(word);
book.Close();
await counting;
Console.WriteLine($"{book.Words} words, {book.Letters} letters");

class Book
{
    private readonly BlockingCollection<string> words = new();

    public int Words { get; private set; }

    public int Letters { get; private set; }

    public void Add(string word) => words.Add(word);

    public void Close() => words.CompleteAdding();

    public void Count()
    {
        foreach (var word in [|words|])
        {
            Words++;
            Letters += word.Length;
        }
    }
}

// prints:
// 9 words, 35 letters
