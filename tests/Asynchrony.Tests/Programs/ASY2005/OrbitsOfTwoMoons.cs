// Two moons are simulated by a thread each, and joined one after the other, with the planet's own way between them.
var system = new PlanetarySystem();
system.Simulate(steps: 4);
Console.WriteLine($"{system.Inner} {system.Outer} {system.Planet}");

class PlanetarySystem
{
    private int inner, outer, planet;

    public int Inner => inner;
    public int Outer => outer;
    public int Planet => planet;

    public void Simulate(int steps)
    {
        var first = new Thread(() => { for (var step = 0; step < steps; step++) inner += 3; });
        var second = new Thread(() => { for (var step = 0; step < steps; step++) outer += 2; });
        first.Start();
        second.Start();
        [|first.Join|]();

        // The planet itself.
        for (var step = 0; step < steps; step++)
            planet = (planet + 1) % 3;

        second.Join();
    }
}

// prints:
// 12 8 1
