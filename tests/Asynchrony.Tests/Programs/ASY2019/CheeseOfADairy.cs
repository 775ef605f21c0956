// no fix
// A cheese that is too old is thrown at nobody: the body of the thread throws itself, and its type has no way to deal with it.
class Program
{
    static void Main()
    {
        var dairy = new Dairy(limit: 30);
        dairy.Ripen(12, 20, 29);
        Console.WriteLine($"{dairy.Ripe} cheeses");
    }
}

class Dairy(int limit)
{
    public int Ripe { get; private set; }

    public void Ripen(params int[] days)
    {
        var cellar = [|new Thread|](delegate ()
        {
            foreach (var age in days)
            {
                if (age > limit)
                    throw new InvalidDataException($"{age} days are too many");
                Ripe++;
            }
        });
        cellar.Start();
        Console.WriteLine("ripening");
        cellar.Join();
    }
}

// prints:
// ripening
// 3 cheeses
