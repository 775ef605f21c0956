// no fix
// The initializer waits with a loop until its thread is over, and the thread fills a table of the type.
class Program
{
    static void Main() => Console.WriteLine(Fonts.Sizes.Count);
}

class Fonts
{
    public static Dictionary<string, int> Sizes { get; } = new();

    private static readonly string[] Names = ["serif", "mono"];

    static Fonts()
    {
        foreach (var name in Names)
        {
            var measuring = new Thread(() => Sizes[name] = name.Length);
            measuring.Start();
            [|measuring.Join|]();
        }
    }
}
