// Prices are computed by a task, whose result is read at the end; the stock is counted meanwhile, or could be.
var shop = new Shop();
Console.WriteLine(shop.Value());

class Shop
{
    private readonly int[] pieces = [3, 0, 5];

    public string Value()
    {
        var prices = Task.Run(() => Prices(3));
        var empty = 0;
        [|prices.Wait|]();

        var stock = new int[pieces.Length];
        for (var article = 0; article < pieces.Length; article++)
        {
            if (pieces[article] == 0)
            {
                empty++;
                continue;
            }

            stock[article] = pieces[article];
        }

        var value = 0;
        for (var article = 0; article < stock.Length; article++)
            value += stock[article] * prices.Result[article];
        return $"{value} in stock, {empty} sold out";
    }

    private static int[] Prices(int articles)
    {
        var prices = new int[articles];
        for (var article = 0; article < articles; article++)
            prices[article] = 10 * (article + 1);
        return prices;
    }
}

// prints:
// 180 in stock, 1 sold out
