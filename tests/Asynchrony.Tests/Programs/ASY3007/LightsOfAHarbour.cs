// The lamps of each ship are counted under one lock, the way from ship to lamps included.
var harbour = new Harbour();
harbour.Count(ships: 40);
Console.WriteLine(harbour);

class Harbour
{
    private readonly object pier = new();
    private int lamps;

    public void Count(int ships)
    {
        // All at once, or so it looks.
        Parallel.For(0, ships, ship =>
        {
            lock ([|pier|])
            {
                lamps += Lamps(ship);
            }
        });
    }

    public override string ToString() => $"{lamps} lamps";

    private static int Lamps(int ship)
    {
        var lamps = 2;
        while (ship > 0)
        {
            lamps++;
            ship /= 2;
        }
        return lamps;
    }
}

// prints:
// 257 lamps
