// Few runs come to the lock at all: a test lets the others by, or sends them home first.
var factory = new Factory();
Parallel.For(0, 300, machine =>
{
    if (machine % 50 == 7)
        lock (factory)
            factory.Alarms += machine.ToString().Length;
});
Parallel.ForEach(Enumerable.Range(0, 300), machine =>
{
    if (!Factory.IsHot(machine))
        return;

    lock (factory)
    {
        factory.Report(machine);
    }
});
Console.WriteLine(factory.Alarms);

class Factory
{
    public int Alarms { get; set; }

    public static bool IsHot(int machine) => machine % 100 == 99;

    public void Report(int machine) => Alarms += machine;
}

// prints:
// 612
