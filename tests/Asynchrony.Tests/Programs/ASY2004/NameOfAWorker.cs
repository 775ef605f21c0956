// The log shows the name of the thread that writes to it, and that is what the thread is for.
class Program
{
    static void Main()
    {
        Thread.CurrentThread.Name = "front desk";
        var hotel = new Hotel();
        hotel.Open();
        Console.WriteLine(string.Join("; ", hotel.Log));
    }
}

class Hotel
{
    public List<string> Log { get; } = [];

    public void Open()
    {
        Write("doors");
        var kitchen = new Thread(Cook) { Name = "kitchen" };
        kitchen.Start();
        kitchen.Join();
        Write("breakfast");
    }

    private void Cook()
    {
        for (var egg = 1; egg <= 2; egg++)
            Write($"egg {egg}");
    }

    private void Write(string what) => Log.Add($"{Thread.CurrentThread.Name}: {what}");
}

// prints:
// front desk: doors; kitchen: egg 1; kitchen: egg 2; front desk: breakfast
