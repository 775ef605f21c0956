// The number is only the handler's, the name is only read by him, and the flag that ends the loop is volatile and a field.
var tower = new Tower();
tower.Ring();

class Tower
{
    private volatile bool rung;

    public void Ring()
    {
        var strokes = 0;
        var name = "big";
        var sound = "";
        using var clock = new System.Timers.Timer(2);
        clock.Elapsed += (_, _) =>
        {
            strokes++;
            if (strokes >= name.Length)
                rung = true;
        };
        clock.Elapsed += (_, _) => Volatile.Write(ref sound, name.ToUpperInvariant());

        Console.WriteLine(name);
        clock.Start();
        while (!rung || Volatile.Read(ref sound) == "")
            Thread.Sleep(1);
        Console.WriteLine(Volatile.Read(ref sound));
    }
}

// prints:
// big
// BIG
