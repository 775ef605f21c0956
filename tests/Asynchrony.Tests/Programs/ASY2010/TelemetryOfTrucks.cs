// no fix
// One thread for each truck adds to the total under a lock. The driver's log looks at it without the lock while they drive.
class Fleet
{
    private readonly object gate = new();
    private readonly SortedDictionary<string, int> byTruck = [];
    private readonly List<string> driversLog = [];
    private int kilometres;

    static void Main()
    {
        var fleet = new Fleet();
        fleet.Drive(("Atlas", [120, 80]), ("Boreas", [300]), ("Castor", [10, 20, 30]));
        fleet.Print();
    }

    private void Drive(params (string Name, int[] Legs)[] trucks)
    {
        var drivers = new List<Thread>();
        foreach (var (name, legs) in trucks)
        {
            var driver = new Thread(() =>
            {
                foreach (var leg in legs)
                    lock (gate)
                    {
                        kilometres += leg;
                        byTruck[name] = byTruck.GetValueOrDefault(name) + leg;
                    }
            }) { Name = name };
            driver.Start();
            drivers.Add(driver);
        }

        driversLog.Add($"on the way for {[|kilometres|]} km");

        foreach (var driver in drivers)
            driver.Join();

        driversLog.Add($"home after {kilometres} km");
    }

    private void Print()
    {
        Console.WriteLine(driversLog[^1]);
        foreach (var (truck, driven) in byTruck)
            Console.WriteLine($"{truck}: {driven}");
    }
}

// prints:
// home after 560 km
// Atlas: 200
// Boreas: 300
// Castor: 60
