// The elevator is a background thread, and each of the two ways out of Main waits for it in its own manner.
class Program
{
    static int Main(string[] args)
    {
        var elevator = new Elevator();
        var ride = new Thread(elevator.Ride) { IsBackground = true };
        ride.Start();

        if (args.Length > 0)
        {
            ride.Join();
            return 1;
        }

        var dots = 0;
        while (ride.IsAlive)
        {
            dots++;
            Thread.Sleep(1);
        }

        Console.WriteLine(dots >= 0 ? $"floor {elevator.Floor}" : "stuck");
        return 0;
    }
}

class Elevator
{
    public int Floor { get; private set; }

    public void Ride()
    {
        for (var floor = 0; floor <= 7; floor++)
            Floor = floor;
    }
}

// prints:
// floor 7
