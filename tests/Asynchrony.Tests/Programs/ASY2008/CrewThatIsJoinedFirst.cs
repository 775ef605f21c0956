// The crew is waited for in a loop that stands before the one that starts it.
var ship = new Ship();
Console.WriteLine(ship.Load(3));

class Ship
{
    private int crates;

    public string Load(int hands)
    {
        var mate = new Thread(() =>
        {
            for (var hand = 0; hand < hands; hand++)
                crates += 2;
        });
        Console.WriteLine("at the pier");
        [|mate.Join|]();
        mate.Start();
        Console.WriteLine("loading");
        return $"{crates} crates";
    }
}

// prints:
// at the pier
// loading
// 6 crates
