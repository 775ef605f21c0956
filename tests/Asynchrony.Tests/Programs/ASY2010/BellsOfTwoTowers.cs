// The thread writes to its own tower; what the caller reads meanwhile belongs to the other one.
var town = new Town(new Tower(), new Tower { Rung = 2 });
Console.WriteLine(town.Ring(3));

class Tower
{
    public int Rung { get; set; }
}

class Town(Tower north, Tower south)
{
    private string mood = "calm";

    public string Ring(int times)
    {
        var ringer = new Thread(() =>
        {
            for (var time = 0; time < times; time++)
                north.Rung++;
        });
        ringer.Start();
        if (south.Rung > 1)
            mood = "merry";
        Console.WriteLine(mood);
        ringer.Join();
        return $"{north.Rung} and {south.Rung}";
    }
}

// prints:
// merry
// 3 and 2
