// no fix
// also ASY3001
// The watcher waits for its own result, which it would have to be done for.
class Program
{
    static void Main()
    {
        var watcher = new Watcher();
        Console.WriteLine(watcher.Name);
    }
}

class Watcher
{
    public string Name => "watcher";

    public Task<int> Watch(int eyes)
    {
        Task<int>? self = null;
        self = Task.Run(() =>
        {
            Console.WriteLine($"{Name} with {eyes} eyes");
            return self!.[|Result|] + 1;
        });
        return self;
    }
}

// prints:
// watcher
