// A conveyor runs until the flag of its operator falls.
var conveyor = new Conveyor();
Console.WriteLine(await conveyor.Run() ? "moved" : "stood");

class Conveyor
{
    public async Task<bool> Run()
    {
        var running = true;
        var metres = 0L;
        var belt = Task.Run(() =>
        {
            while (running)
                metres++;
            return metres;
        });
        Console.WriteLine("on");
        [|running|] = false;
        return await belt >= 0;
    }
}

// prints:
// on
// moved
