// Everything that the body does is counted under one lock: three statements, none of which needs the others.
var harbour = new Harbour();
harbour.Count(ships: 40);
Console.WriteLine(harbour);

class Harbour
{
    private readonly object pier = new();
    private int lamps;

    public void Count(int ships)
    {
        Parallel.For(0, ships, ship =>
        {
            lock ([|pier|]) // one at a time
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
// 237 lamps
