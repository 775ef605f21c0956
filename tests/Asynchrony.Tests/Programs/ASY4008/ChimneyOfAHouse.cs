// The channel of a house is private: there is nobody to hand an end to.
var house = new House();
house.Heat(3);
Console.WriteLine($"{await house.Sweep()} puffs of smoke");

class House
{
    private readonly Channel<int> chimney = Channel.CreateUnbounded<int>();

    public void Heat(int logs)
    {
        for (var log = 0; log < logs; log++)
            chimney.Writer.TryWrite(2);
        chimney.Writer.Complete();
    }

    public async Task<int> Sweep()
    {
        var puffs = 0;
        await foreach (var smoke in chimney.Reader.ReadAllAsync())
            puffs += smoke;
        return puffs;
    }
}

// prints:
// 6 puffs of smoke
