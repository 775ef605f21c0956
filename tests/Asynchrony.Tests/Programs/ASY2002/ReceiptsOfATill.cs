// A till prints its receipts on a background thread. The day ends with a number for the accountant, and takes the printer along.
class Program
{
    static int Main()
    {
        var till = new Till();
        till.Sell("bread", 350);
        till.Sell("milk", 120);

        /* The printer is slow. */
        var printer = new Thread(() =>
        {
            foreach (var line in till.Lines)
                Console.WriteLine($"receipt: {line}");
        })
        { IsBackground = true };
        [|printer.Start|](); // may take its time

        var total = 0;
        for (var sale = 0; sale < till.Prices.Length; sale++)
            total += till.Prices[sale];
        File.WriteAllText("takings.txt", $"{total}");
        return 0;
    }
}

class Till
{
    private readonly List<(string Goods, int Price)> sales = [];

    public string[] Lines => [.. sales.Select(sale => $"{sale.Goods} {sale.Price}")];

    public int[] Prices => [.. sales.Select(sale => sale.Price)];

    public void Sell(string goods, int price) => sales.Add((goods, price));
}

// prints:
// receipt: bread 350
// receipt: milk 120
