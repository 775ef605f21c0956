// no fix
// Started twice, once here and once there, the same work goes down to one number: an array element with a fixed place.
class Program
{
    static void Main()
    {
        var farm = new Farm();
        farm.Harvest();
    }
}

class Farm
{
    private readonly Elevator elevator = new();

    public void Harvest()
    {
        var carts = new List<Thread>();
        for (var cart = 0; cart < 2; cart++)
            carts.Add(new Thread(Drive));
        carts.ForEach(cart => cart.Start());
        carts.ForEach(cart => cart.Join());

        Parallel.For(0, 5, field => [|elevator.Lift|](field));
    }

    private void Drive() => Console.WriteLine("driving");
}

class Elevator
{
    private readonly Belt belt = new();

    public void Lift(int grains) => belt.Run(grains);
}

class Belt
{
    private readonly Silo silo = new();

    public void Run(int grains)
    {
        if (grains >= 0)
            silo.Fill(grains);
    }
}

class Silo
{
    private readonly long[] floors = new long[3];

    public void Fill(int grains)
    {
        floors[0] += grains;
        Console.WriteLine(grains);
    }
}
