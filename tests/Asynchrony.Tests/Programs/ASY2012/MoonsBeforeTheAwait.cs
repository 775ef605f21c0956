// also ASY1001
// What the async function does with the type it does before its first await, on the thread that makes the type and may go on.
class Program
{
    static void Main() => Console.WriteLine(Moons.Count);
}

static class Moons
{
    private static readonly List<string> Names = [];

    static Moons() => LoadAsync("Io,Titan").Wait();

    public static int Count => Names.Count;

    private static async Task LoadAsync(string text)
    {
        Names.AddRange(text.Split(','));
        await Task.Delay(1);
    }
}

// prints:
// 2
