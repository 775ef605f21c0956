// Each round waits for the one before it, however it says so: by an await, a join in a local function, a chain, or because there is only one.
using System.Globalization;

class Program
{
    static async Task Main()
    {
        var guard = new Guard();
        await guard.Walk(["gate", "tower", "wall"]);
        guard.Ring(5);
        await guard.Light(4);
        Console.WriteLine(guard.Report);
    }
}

class Guard
{
    private int doors, rings, lamps, alarms;

    public string Report => string.Create(CultureInfo.InvariantCulture, $"{doors} {rings} {lamps} {alarms}");

    public async Task Walk(string[] places)
    {
        foreach (var place in places)
        {
            var walking = Task.Run(() => doors += place.Length);
            Console.WriteLine(place);
            await walking;
        }

        Task? alarm = null;
        foreach (var place in places)
            if (place.StartsWith('t'))
            {
                alarm = Task.Run(() => alarms++);
                break;
            }

        if (alarm is not null)
            await alarm;
    }

    public void Ring(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            var bell = new Thread(() => rings += 2);
            bell.Start();
            UntilDone(bell);
        }

        static void UntilDone(Thread bell) => bell.Join();
    }

    public Task Light(int count)
    {
        var last = Task.CompletedTask;
        for (var lamp = 0; lamp < count; lamp++)
            last = last.ContinueWith(_ => lamps++, TaskScheduler.Default);
        return last;
    }
}

// prints:
// gate
// tower
// wall
// 13 10 4 1
