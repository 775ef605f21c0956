// The thread waits for a gate that the constructor opens when all is set.
var device = new Device("probe");
Console.WriteLine(device.Run());

sealed class Device
{
    private readonly ManualResetEvent ready = new(false);
    private readonly Thread loop;
    private readonly string label;
    private string seen = "";

    public Device(string name)
    {
        loop = new Thread(() =>
        {
            ready.WaitOne();
            seen = label!;
        });
        loop.Start();
        label = name + " 1";
        ready.Set();
    }

    public string Run()
    {
        loop.Join();
        return seen;
    }
}

// prints:
// probe 1
