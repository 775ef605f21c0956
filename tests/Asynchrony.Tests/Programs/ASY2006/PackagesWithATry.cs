// no fix
// A package that cannot be weighed is skipped: whoever waits behind the loop would be behind the handler, too.
class Program
{
    static void Main() => Console.WriteLine(new Depot().Weigh(["3", "4", "x2"]));
}

class Depot
{
    private int weight;
    private int skipped;

    public string Weigh(string[] labels)
    {
        foreach (var label in labels)
        {
            try
            {
                var kilos = int.Parse(label);
                var scale = new Thread(() => Interlocked.Add(ref weight, kilos));
                scale.Start();
                [|scale.Join|]();
            }
            catch (FormatException)
            {
                skipped++;
            }
        }

        return $"{weight} kg, {skipped} skipped";
    }
}

// prints:
// 7 kg, 1 skipped
