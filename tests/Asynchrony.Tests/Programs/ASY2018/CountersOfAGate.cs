// The type disposes of what its threads have counted, when all is added up.
class Program
{
    static void Main()
    {
        using var gate = new Gate();
        Parallel.For(0, 100, _ => gate.Pass());
        Console.WriteLine($"{gate.Sum()} passed");
    }
}

class Gate : IDisposable
{
    private readonly ThreadLocal<int> passed = new(trackAllValues: true);

    public void Pass() => passed.Value++;

    public int Sum() => passed.Values.Sum();

    public void Dispose() => passed.Dispose();
}

// prints:
// 100 passed
