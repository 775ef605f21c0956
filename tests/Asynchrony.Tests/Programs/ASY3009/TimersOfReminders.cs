// no fix
// The factory starts a task that reminds: a second one reminds once more.
var reminders = new Reminders();
Console.WriteLine(await reminders.About("tea"));

class Reminders
{
    private readonly ConcurrentDictionary<string, Task<string>> running = new();

    public Task<string> About(string what) => running.GetOrAdd(what, name => [|Task.Run|](() => $"time for {name}"));
}

// prints:
// time for tea
