// A service keeps its thread in a field: which member comes first is for its users to know, and the state is asked first.
var drone = new Drone();
drone.Start();
drone.Start();
Console.WriteLine(drone.Land());

sealed class Drone
{
    private readonly Thread flight;
    private readonly ManualResetEventSlim land = new();
    private int metres;

    public Drone() => flight = new Thread(Fly);

    public void Start()
    {
        if (flight.ThreadState.HasFlag(ThreadState.Unstarted))
            flight.Start();
    }

    public string Land()
    {
        land.Set();
        flight.Join();
        return metres > 0 ? "landed" : "never flew";
    }

    private void Fly()
    {
        do
            metres++;
        while (!land.Wait(1));
    }
}

// prints:
// landed
