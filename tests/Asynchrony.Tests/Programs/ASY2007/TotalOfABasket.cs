// The worker has a minute; the total is taken from a local that it writes.
Console.WriteLine(Basket.Total([3, 4, 5]));

static class Basket
{
    public static string Total(int[] prices)
    {
        var total = 0;
        var adding = new Thread(() =>
        {
            foreach (var price in prices)
                total += price;
        });
        adding.Start();
        Console.WriteLine("adding");
        [|adding.Join|](60_000);
        return $"{total} in all";
    }
}

// prints:
// adding
// 12 in all
