// The thread says by an event when it is done, so whoever has waited for the event may go.
class Program
{
    static void Main()
    {
        foreach (var readings in new int[][] { [3, 4, 5], [], [90, 95] })
            Console.WriteLine(new Station("roof").Check(readings));
    }
}

class Station(string name)
{
    public event Action<string>? Alarm;

    public string Check(int[] readings)
    {
        var alarms = new List<string>();
        Alarm += alarms.Add;
        using var checkedAll = new ManualResetEventSlim();
        var highest = int.MinValue;

        var worker = new Thread(Look);
        worker.Start();
        var sum = readings.Sum();

        checkedAll.Wait();
        if (highest == int.MinValue)
            return $"{name}: no readings";
        if (alarms.Count > 0)
            return $"{name}: {string.Join(", ", alarms)}";

        worker.Join();
        return $"{name}: sum {sum}, highest {highest}";

        void Look()
        {
            foreach (var reading in readings)
            {
                if (reading > 80)
                    Alarm?.Invoke($"hot {reading}");
                highest = Math.Max(highest, reading);
            }
            checkedAll.Set();
        }
    }
}

// prints:
// roof: sum 12, highest 5
// roof: no readings
// roof: hot 90, hot 95
