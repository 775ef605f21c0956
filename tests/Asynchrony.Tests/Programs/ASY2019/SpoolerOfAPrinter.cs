// A spooler prints what others hand it; a page that fails ends the spooling, and not the program.
class Program
{
    static void Main()
    {
        var spooler = new Spooler();
        spooler.Open();
        spooler.Print(() => Console.WriteLine("page 1"));
        spooler.Print(() => Console.WriteLine("page 2"));
        spooler.Print(() => throw new InvalidDataException("page 3 has no end"));
        spooler.Close();
        spooler.Archive("never printed");
        Console.WriteLine($"{spooler.Complaints} complaints");
    }
}

class Spooler
{
    private readonly BlockingCollection<Action> pages = new();
    private readonly ManualResetEventSlim closed = new();
    private int complaints;

    public int Complaints => Volatile.Read(ref complaints);

    public void Open()
    {
        var printer = [|new Thread|](PrintAll) { IsBackground = true, Name = "spooler" };
        printer.Start();
    }

    public void Print(Action page) => pages.Add(page);

    public void Close()
    {
        pages.CompleteAdding();
        closed.Wait();
    }

    public void Archive(string folder)
    {
        try
        {
            Console.WriteLine(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder)).Length);
        }
        catch (Exception e)
        {
            Complain(e);
        }
    }

    private void PrintAll()
    {
        try
        {
            // One page after the other, as they come.
            foreach (var page in pages.GetConsumingEnumerable())
                page();
        }
        finally
        {
            closed.Set();
        }
    }

    private void Complain(Exception e)
    {
        Interlocked.Increment(ref complaints);
        Console.WriteLine(e.GetType().Name);
    }
}

// prints:
// page 1
// page 2
// InvalidDataException
// DirectoryNotFoundException
// 2 complaints
