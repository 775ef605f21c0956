// no fix
// also ASY1001
// A static property is initialized with what a task returns, which asks the type for its seed.
class Program
{
    static void Main() => Console.WriteLine(Generator.First >= 0);
}

class Generator
{
    private static readonly Random Source = new(1234);

    public static int First { get; } = Task.Factory.StartNew(() => Source.Next(100)).[|Result|];
}
