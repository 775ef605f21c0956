// A kettle shows its heat while it waits to boil; nothing refers to the timer that heats it.
class Program
{
    static async Task Main()
    {
        var kettle = new Kettle();
        Console.WriteLine(await kettle.Boil());
    }
}

class Kettle
{
    private readonly TaskCompletionSource<string> boiling = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int heat = 90;

    public async Task<string> Boil()
    {
        // One degree a tick.
        var heater = [|new Timer|](Heat, null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)); // on the hob
        var said = await boiling.Task;
        return said;
    }

    private void Heat(object? state)
    {
        if (Interlocked.Increment(ref heat) == 100)
            boiling.TrySetResult("it whistles");
    }
}

// prints:
// it whistles
