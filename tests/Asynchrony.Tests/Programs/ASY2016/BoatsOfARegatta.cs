// The boats are counted by the starter, who knows how many there are.
class Program
{
    static void Main()
    {
        var regatta = new Regatta();
        regatta.Sail(["Arrow", "Breeze", "Cloud"]);
        Console.WriteLine(string.Join(" ", regatta.Home.Order(StringComparer.Ordinal)));
    }
}

class Regatta
{
    public ConcurrentBag<string> Home { get; } = [];

    public void Sail(string[] boats)
    {
        using var atSea = new CountdownEvent(boats.Length);
        foreach (var boat in boats)
        {
            var sailing = new Thread(() =>
            {
                Home.Add(boat);
                atSea.Signal();
            });
            sailing.Start();
        }

        atSea.Wait();
    }
}

// prints:
// Arrow Breeze Cloud
