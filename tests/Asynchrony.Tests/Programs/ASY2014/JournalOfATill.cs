// window application
// The journal of a till is written by a thread that waits for the next entry for ever: the till never closes.
class Program
{
    static void Main()
    {
        var till = new Till(new Journal());
        till.Sell("bread", 320);
        till.Sell("milk", 150);
        till.Sell("tea", 480);
        Console.WriteLine(till.Closing());
    }
}

class Till(Journal journal)
{
    private int takings;

    public void Sell(string goods, int cents)
    {
        takings += cents;
        journal.Write($"{goods} {cents}");
    }

    public string Closing() => $"{journal.WaitUntilWritten()} entries, {takings} cents";
}

class Journal
{
    private readonly BlockingCollection<string> entries = [];
    private readonly SemaphoreSlim written = new(0);
    private readonly List<string> lines = [];
    private int expected;

    public Journal() => [|new Thread|](Work).Start();

    public void Write(string entry)
    {
        expected++;
        entries.Add(entry);
    }

    public int WaitUntilWritten()
    {
        for (; expected > 0; expected--)
            written.Wait();
        lock (lines)
            return lines.Count;
    }

    private void Work()
    {
        while (true)
        {
            var entry = entries.Take();
            lock (lines)
                lines.Add($"{lines.Count + 1}: {entry}");
            written.Release();
        }
    }
}

// prints:
// 3 entries, 950 cents
