// The thread of each round is joined in that round, so it sees the number of its own lap.
// also ASY2004
// also ASY2006
var car = new Car();
Console.WriteLine(car.Drive(laps: 3));

class Car
{
    private readonly List<string> times = [];

    public string Drive(int laps)
    {
        for (var lap = 1; lap <= laps; lap++)
        {
            var driver = new Thread(() => times.Add($"lap {lap}: {times.Count}"));
            driver.Start();
            driver.Join();
        }

        return string.Join(", ", times);
    }
}

// prints:
// lap 1: 0, lap 2: 1, lap 3: 2
