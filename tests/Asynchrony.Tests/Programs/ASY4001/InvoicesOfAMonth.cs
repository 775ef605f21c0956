// Three clerks check the invoices of a month; the ledger sums up what they let pass.
static class Program
{
    private static async Task Main()
    {
        var batches = new[] { new[] { 120, 80, -5 }, new[] { 300 }, new[] { 45, 0, 55 } };
        using var passed = [|new BlockingCollection<int>|](2);

        var ledger = new Ledger();
        var booking = new Thread(() =>
        {
            foreach (var amount in passed.GetConsumingEnumerable())
                ledger.Book(amount);
        });
        booking.Start();

        var clerks = new Task[batches.Length];
        for (var number = 0; number < clerks.Length; number++)
        {
            var batch = batches[number];
            clerks[number] = Task.Run(() =>
            {
                foreach (var amount in batch)
                    if (amount > 0)
                        passed.Add(amount);
            });
        }

        await Task.WhenAll(clerks);
        booking.Join();
        Console.WriteLine($"{ledger.Count} invoices, {ledger.Sum} in all");
    }
}

class Ledger
{
    public int Count { get; private set; }

    public int Sum { get; private set; }

    public void Book(int amount)
    {
        Count++;
        Sum += amount;
    }
}

// prints:
// 5 invoices, 600 in all
