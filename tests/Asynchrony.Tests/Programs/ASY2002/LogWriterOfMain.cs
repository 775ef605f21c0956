// The writer has not come far when Main ends, and is gone with it.
Console.WriteLine("starting");
var log = new StringWriter();
var writer = [|Task.Run|](() =>
{
    for (var n = 0; n < 3; n++)
    {
        Thread.Sleep(5);
        log.WriteLine($"entry {n}");
        Console.WriteLine($"written {n}");
    }
});

// prints:
// starting
// written 0
// written 1
// written 2
