// The apartment is asked for before the start, and a thread that is current is only asked for its name.
var scanner = new Scanner();
Console.WriteLine(scanner.Scan(2));

class Scanner
{
    private string log = "";

    public string Scan(int sheets)
    {
        var scan = new Thread(() =>
        {
            for (var sheet = 0; sheet < sheets; sheet++)
                log += $"{Thread.CurrentThread.Name}{sheet} ";
        });
        if (OperatingSystem.IsWindows())
            scan.SetApartmentState(ApartmentState.STA);
        scan.Name = "sheet";
        scan.IsBackground = true;
        scan.Start();
        Console.WriteLine("warming up");
        scan.Join();
        return log.TrimEnd();
    }
}

// prints:
// warming up
// sheet0 sheet1
