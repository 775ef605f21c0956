// no fix
// An abstract book and one type that fills it; async bodies write when their news has come.
var abbey = new Abbey(new Chronicle());
await abbey.Year(months: 6);

abstract class Book
{
    public abstract void Write(string line);
}

class Abbey(Book book)
{
    private readonly Book book = book;

    public async Task Year(int months)
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, months), async (month, stop) =>
        {
            await Task.Yield();
            [|book.Write|]($"month {month}");
        });
    }
}

class Chronicle : Book
{
    private readonly LinkedList<string> lines = new();

    public override void Write(string line)
    {
        lines.AddLast(line);
        Console.WriteLine(line);
    }
}
