// What only logs through a concurrent queue tells of each attempt, and is meant to.
var sessions = new Sessions();
Console.WriteLine(sessions.Open("Ann") + sessions.Open("Ann"));

class Sessions
{
    private readonly ConcurrentDictionary<string, Guid> open = new();

    public string Open(string user)
    {
        var id = open.GetOrAdd(user, _ => Guid.NewGuid());
        return open[user] == id ? $"{user};" : "lost;";
    }
}

// prints:
// Ann;Ann;
