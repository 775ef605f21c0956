// Pearls are put on a string in a loop that ends by counting: there will be twelve, and no more.
var pearls = Channel.CreateUnbounded<int>();
var threading = Task.Run(async () =>
{
    var threaded = 0;
    await foreach (var pearl in pearls.Reader.ReadAllAsync())
        threaded += pearl;
    return threaded;
});

for (var pearl = 0; pearl < 12; pearl++)
    pearls.Writer.TryWrite(1);
pearls.Writer.Complete();
Console.WriteLine($"{await threading} pearls");

// prints:
// 12 pearls
