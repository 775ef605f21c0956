// Each lane has a thread of its own, made in the round that starts it, and joined when all have started.
var race = new Race(["Ann", "Bob", "Cid"]);
Console.WriteLine(race.Run());

class Race(string[] runners)
{
    private readonly string[] lanes = new string[runners.Length];

    public string Run()
    {
        var threads = new List<Thread>();
        for (var lane = 0; lane < runners.Length; lane++)
        {
            var own = lane;
            var thread = new Thread(() => lanes[own] = $"{own + 1}:{runners[own]}");
            thread.Start();
            threads.Add(thread);
        }

        threads.ForEach(thread => thread.Join());
        return string.Join(' ', lanes);
    }
}

// prints:
// 1:Ann 2:Bob 3:Cid
