// no fix
// The lock is taken by hand, and given back in a finally: the wait stands in between, and the pump wants the lock for its last words.
class Program
{
    static void Main()
    {
        var cellar = new Cellar();
        cellar.Dry();
        Console.WriteLine(cellar.Litres);
    }
}

class Cellar
{
    private readonly object water = new();

    public int Litres { get; private set; } = 30;

    public void Dry()
    {
        var pump = new Thread(Pump);
        pump.Start();
        Monitor.Enter(water);
        try
        {
            [|pump.Join|]();
        }
        finally
        {
            Monitor.Exit(water);
        }
    }

    private void Pump()
    {
        Thread.Sleep(5);
        lock (water)
            Litres = 0;
    }
}
