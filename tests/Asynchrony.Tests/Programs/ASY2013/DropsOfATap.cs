// A plumber lets a tap drip, throws the timer away, and goes; the house stays.
class Program
{
    static void Main()
    {
        var house = new House();
        house.Call();
        house.Wet.Wait();
        Console.WriteLine("the floor is wet");
    }
}

class House
{
    private readonly ManualResetEventSlim _wet = new();

    public ManualResetEventSlim Wet => _wet;

    public void Call()
    {
        if (_wet.IsSet)
            return;

        _ = [|new Timer|](static floor => ((ManualResetEventSlim)floor!).Set(), _wet, 2, 2);
    }
}

// prints:
// the floor is wet
