// The priority is set when the thread has ended: too late for anything.
var printer = new Printer();
Console.WriteLine(printer.Print(["a", "b"]));

class Printer
{
    private int printed;

    public string Print(string[] pages)
    {
        var printing = new Thread(() =>
        {
            foreach (var page in pages)
                printed += page.Length;
        });
        printing.Start();
        Console.WriteLine("printing");
        printing.Join();
        [|printing.Priority = ThreadPriority.BelowNormal|];
        return $"{printed} pages";
    }
}

// prints:
// printing
// 2 pages
