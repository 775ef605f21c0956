// Every block is sealed with the seal of the one before: no two can be made at once.
var blocks = new[] { "genesis", "payment", "refund" };
var seal = 17;

foreach (var block in blocks)
{
    var sealer = new Thread(() =>
    {
        foreach (var letter in block)
            seal = (seal * 31 + letter) % 9973;
    });
    sealer.Start();
    sealer.Join();
}

Console.WriteLine(seal);

// prints:
// 3772
