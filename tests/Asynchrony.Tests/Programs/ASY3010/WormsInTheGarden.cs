// The events of this bed are its own: raised by whoever digs, on his thread, before he goes on.
var garden = new Garden();
Console.WriteLine(garden.Dig(["worm", "stone", "worm"]));

class Garden
{
    private event EventHandler<string>? Found;

    private event Action? Elapsed;

    public string Dig(string[] ground)
    {
        var (worms, last, days) = (0, "", 0);
        Found += (_, thing) =>
        {
            worms += thing == "worm" ? 1 : 0;
            last = thing;
        };
        Elapsed += () => days++;

        foreach (var thing in ground)
        {
            Found.Invoke(this, thing);
            Elapsed();
        }

        return $"{worms} worms, then a {last} on day {days}";
    }
}

// prints:
// 2 worms, then a worm on day 3
