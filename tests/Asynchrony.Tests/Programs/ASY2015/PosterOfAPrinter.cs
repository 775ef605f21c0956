// The program looks again and again whether the printer is still at work.
class Program
{
    static void Main()
    {
        var printer = new Printer();
        printer.Print("poster", copies: 3);
        foreach (var page in printer.Pages)
            Console.WriteLine(page);
    }
}

class Printer
{
    public ConcurrentQueue<string> Pages { get; } = new();

    public void Print(string name, int copies)
    {
        var worker = new Thread(() =>
        {
            for (var copy = 1; copy <= copies; copy++)
                Pages.Enqueue($"{name} {copy}");
        });
        worker.Start();
        Console.WriteLine("printing");
        while (worker.IsAlive)
            [|Thread.Sleep|](5);
    }
}

// prints:
// printing
// poster 1
// poster 2
// poster 3
