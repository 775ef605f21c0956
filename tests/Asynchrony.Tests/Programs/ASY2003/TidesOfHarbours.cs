// A switch with an early end in the middle of a try, and a thread in an array: the one in the local is left behind.
class Program
{
    static void Main()
    {
        var office = new TideOffice();
        foreach (var harbour in new[] { "Brest", "Dover", "Geneva" })
            Console.WriteLine(office.Table(harbour));
        Console.WriteLine(office.Failures);
    }
}

enum Coast { None, Atlantic, Channel }

class TideOffice
{
    private static readonly Dictionary<string, Coast> Coasts = new() { ["Brest"] = Coast.Atlantic, ["Dover"] = Coast.Channel };
    private readonly ConcurrentDictionary<string, int[]> hours = new();

    public int Failures { get; private set; }

    public string Table(string harbour)
    {
        var moons = new Thread[2];
        for (var moon = 0; moon < moons.Length; moon++)
        {
            moons[moon] = new Thread(shift => hours[$"{harbour} {shift}"] = [(int)shift! + 1, (int)shift + 7]);
            moons[moon].Start(moon * 6);
        }

        var phase = 0;
        var sun = new Thread(() =>
        {
            foreach (var letter in harbour)
                phase += letter % 2;
        });
        sun.Start();

        try
        {
            switch (Coasts.GetValueOrDefault(harbour))
            {
                case Coast.None:
                    Failures++;
                    [|return|] $"{harbour} has no tides";
                case Coast.Channel:
                    Array.ForEach(moons, moon => moon.Join());
                    break;
                default:
                    foreach (var moon in moons)
                        moon.Join();
                    break;
            }
        }
        catch (ThreadStateException stopped)
        {
            Console.WriteLine(stopped.Message);
        }

        sun.Join();
        return $"{harbour} at {string.Join(", ", hours[$"{harbour} 0"].Concat(hours[$"{harbour} 6"]).Distinct())} (phase {phase})";
    }
}

// prints:
// Brest at 1, 7, 13 (phase 2)
// Dover at 1, 7, 13 (phase 2)
// Geneva has no tides
// 1
