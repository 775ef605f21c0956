// A task waits for the one before it, not for itself, though the variable is the same.
// also ASY1001
var relay = new Relay();
Console.WriteLine(relay.Run(["a", "b", "c"]));

class Relay
{
    private readonly List<string> laps = [];

    public string Run(string[] runners)
    {
        Task last = Task.CompletedTask;
        foreach (var runner in runners)
        {
            var before = last;
            last = Task.Run(() =>
            {
                before.Wait();
                lock (laps)
                    laps.Add(runner);
            });
        }

        last.Wait();
        lock (laps)
            return string.Join('-', laps);
    }
}

// prints:
// a-b-c
