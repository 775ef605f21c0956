// The baker looks into the oven as often as the processor lets him, though its thread can be joined.
class Program
{
    static void Main()
    {
        var bakery = new Bakery();
        bakery.Heat();
        bakery.Open();
    }
}

class Bakery
{
    private readonly Thread oven;
    private int loaves;

    public Bakery() => oven = new Thread(Bake);

    public void Heat() => oven.Start();

    public void Open()
    {
        // Nothing is sold before.
        while (oven.IsAlive)
            [|Thread.Yield|]();
        Console.WriteLine($"{loaves} loaves");
    }

    private void Bake()
    {
        for (var tray = 0; tray < 3; tray++)
            loaves += 12;
    }
}

// prints:
// 36 loaves
