// The wait has a limit, and who waits knows what to do without an answer.
class Program
{
    static void Main() => Console.WriteLine(Licence.Name);
}

static class Licence
{
    public static readonly string Name;

    static Licence()
    {
        var name = "free";
        var asking = new Thread(() => Interlocked.Exchange(ref name, "full"));
        asking.Start();
        if (asking.Join(TimeSpan.FromSeconds(30)))
            Name = name;
        else
            Name = "unknown";
    }
}

// prints:
// full
