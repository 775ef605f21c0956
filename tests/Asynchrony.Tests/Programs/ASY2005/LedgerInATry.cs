// no fix
// The balance could be computed before the join. But if that failed, the handler would look at entries that are still being checked.
class Ledger
{
    private readonly int[] entries = [100, -30, 20];
    private int broken;

    static void Main() => new Ledger().Close();

    private void Close()
    {
        var balance = 0;
        try
        {
            var checker = new Thread(() =>
            {
                foreach (var entry in entries)
                    if (entry == 0)
                        broken++;
            });
            checker.Start();
            balance = 1000;
            [|checker.Join|]();

            foreach (var entry in entries)
                balance = checked(balance + entry);
        }
        catch (OverflowException)
        {
            Console.WriteLine($"too large, {broken} broken entries");
        }

        Console.WriteLine(balance);
    }
}

// prints:
// 1090
