// Each chapter is counted in before its work starts.
class Program
{
    static void Main()
    {
        var book = new Book();
        Console.WriteLine(book.Words(["a b c", "d e", "f"]));
    }
}

class Book
{
    public int Words(string[] chapters)
    {
        var words = 0;
        using var pending = new CountdownEvent(1);
        foreach (var chapter in chapters)
        {
            pending.AddCount();
            ThreadPool.QueueUserWorkItem(_ =>
            {
                Interlocked.Add(ref words, chapter.Split(' ').Length);
                pending.Signal();
            });
        }

        pending.Signal();
        pending.Wait();
        return Volatile.Read(ref words);
    }
}

// prints:
// 6
