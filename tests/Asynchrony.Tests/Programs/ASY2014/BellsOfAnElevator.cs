// window application
// The loop has no condition, but one of the two events that it waits for is the one that ends it.
class Program
{
    static void Main()
    {
        var lift = new Elevator();
        lift.Run();
        for (var floor = 1; floor <= 3; floor++)
            lift.Call(floor);
        Console.WriteLine($"at floor {lift.At}");
        lift.Off();
    }
}

class Elevator
{
    private readonly AutoResetEvent called = new(false);
    private readonly AutoResetEvent served = new(false);
    private readonly ManualResetEvent off = new(false);
    private volatile int floor, at;

    public int At => at;

    public void Run() => new Thread(Serve) { Name = "elevator" }.Start();

    public void Call(int to)
    {
        floor = to;
        WaitHandle.SignalAndWait(called, served);
    }

    public void Off() => off.Set();

    private void Serve()
    {
        for (;;)
        {
            if (WaitHandle.WaitAny([off, called]) == 0)
                break;

            at = floor;
            served.Set();
        }
    }
}

// prints:
// at floor 3
