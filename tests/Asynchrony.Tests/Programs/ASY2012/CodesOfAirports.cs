// no fix
// A static constructor reads its codes on two threads and waits for both; both need the type that is just being made.
class Program
{
    static void Main() => Console.WriteLine(Airports.Count);
}

static class Airports
{
    private static readonly ConcurrentDictionary<string, string> Codes = new();

    static Airports()
    {
        var north = new Thread(() => Add("OSL", "Oslo"));
        var south = new Thread(() => Codes["ROM"] = "Rome");
        north.Start();
        south.Start();
        [|north.Join|]();
        [|south.Join|]();
    }

    public static int Count => Codes.Count;

    private static void Add(string code, string city) => Codes[code] = city;
}
