// A spare thread that may be left behind is a background thread, and who only wants to be told asks for it.
using System.Globalization;

var shop = new Shop();
Console.WriteLine(shop.Pay(12.5m, receipt: true));
Console.WriteLine(shop.Pay(0m, receipt: true));
Console.WriteLine(shop.Pay(7m, receipt: false));
Console.WriteLine(string.Join("|", shop.Receipts));

class Shop
{
    private readonly Stack<string> printed = [];
    private readonly Dictionary<string, decimal> rates = [];

    public string[] Receipts
    {
        get
        {
            lock (printed)
                return [.. printed.Reverse()];
        }
    }

    public string Pay(decimal amount, bool receipt)
    {
        // Warms a cache that is just as good cold.
        var warmer = new Thread(() =>
        {
            lock (rates)
                foreach (var currency in new[] { "EUR", "CHF" })
                    rates.TryAdd(currency, currency.Length / 3m);
        }) { IsBackground = true };
        warmer.Start();

        if (amount <= 0)
            return "nothing to pay";

        var printer = new Thread(() => Print(amount));
        printer.Start();
        var tax = Math.Round(amount * 0.2m, 2);

        if (!receipt)
        {
            printer.Join();
            lock (printed)
                printed.Push("(thrown away)");
            return $"tax {Text(tax)}";
        }

        warmer.Join();
        printer.Join();
        lock (rates)
            return $"tax {Text(tax)} at {Text(rates["EUR"])}";
    }

    private void Print(decimal amount)
    {
        lock (printed)
            printed.Push($"paid {Text(amount)}");
    }

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

// prints:
// tax 2.50 at 1.00
// nothing to pay
// tax 1.40
// paid 12.50|paid 7.00|(thrown away)
