// The sum is the baker's who makes it; what the tasks return is added up by whoever waits for them, and after they are over plain counting is right.
var bakery = new Bakery();
var loaves = await bakery.Bake([12, 30, 7]);
bakery.Sell(loaves);
Console.WriteLine(bakery.Sold);

class Bakery
{
    private int sold;

    public int Sold => sold;

    public async Task<int> Bake(int[] orders)
    {
        var loaves = 0;
        var ovens = orders.Select(async order =>
        {
            var baked = 0;
            while (baked < order)
            {
                baked += 3;
                await Task.Yield();
            }
            return baked;
        }).ToList();

        while (ovens.Count > 0)
        {
            var ready = await Task.WhenAny(ovens);
            ovens.Remove(ready);
            loaves += await ready;
        }

        return loaves;
    }

    public void Sell(int loaves)
    {
        Parallel.Invoke(
            () => sold += loaves,
            () => Console.WriteLine(loaves));

        for (var day = 0; day < 2; day++)
            sold -= day;
    }
}

// prints:
// 51
// 50
