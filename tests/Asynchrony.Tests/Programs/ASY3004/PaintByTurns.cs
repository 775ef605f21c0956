// Old locks of each kind: Monitor by hand, a spin lock with its flag, the write side of a reader-writer lock, and a baton that goes round.
var yard = new PaintYard();
Parallel.For(1, 101, yard.Paint);
Console.WriteLine(yard);

class PaintYard
{
    private readonly object brush = new();
    private readonly ReaderWriterLockSlim ladder = new();
    private readonly AutoResetEvent bucket = new(initialState: true);
    private SpinLock roller = new(enableThreadOwnerTracking: false);
    private int walls;
    private int doors;
    private long litres;
    private decimal bill;

    public void Paint(int number)
    {
        Monitor.Enter(brush);
        try
        {
            walls++;
        }
        finally
        {
            Monitor.Exit(brush);
        }

        var taken = false;
        try
        {
            roller.Enter(ref taken);
            doors += number % 2;
        }
        finally
        {
            if (taken)
                roller.Exit();
        }

        ladder.EnterWriteLock();
        try
        {
            bill += number * 0.5m;
        }
        finally
        {
            ladder.ExitWriteLock();
        }

        bucket.WaitOne();
        litres += number;
        bucket.Set();
    }

    public override string ToString() => FormattableString.Invariant($"{walls} walls, {doors} doors, {litres} litres, {bill}");
}

// prints:
// 100 walls, 50 doors, 5050 litres, 2525.0
