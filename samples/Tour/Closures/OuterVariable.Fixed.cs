namespace Tour.Closures;

/// <summary>Hands out tickets, each printed by a thread of its own.</summary>
internal static class OuterVariable
{
    public static void Run()
    {
        var printers = new List<Thread>();
        var ticket = 1;

        while (ticket <= 3)
        {
            var ticketCopy = ticket;
            var printer = new Thread(() => Console.WriteLine($"  ticket {ticketCopy}"));
            printer.Start();
            printers.Add(printer);
            ticket++;
        }

        foreach (var printer in printers)
            printer.Join();
    }
}
