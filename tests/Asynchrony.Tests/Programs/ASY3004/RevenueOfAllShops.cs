// A report adds up what all shops have taken in. Amounts are decimals, for which no single operation exists.
var shops = Enumerable.Range(1, 60).Select(number => new Shop($"shop {number}", number % 7 == 0)).ToList();
var report = new RevenueReport();
report.Add(shops);
Console.WriteLine(FormattableString.Invariant($"{report.Total:0.00} from {report.Open} shops"));

class RevenueReport
{
    private decimal total;

    public decimal Total => total;

    public int Open { get; private set; }

    public void Add(IReadOnlyCollection<Shop> shops)
    {
        Parallel.ForEach(shops, shop =>
        {
            if (shop.IsClosed)
                return; // It has no till.

            var till = shop.OpenTill();
            [|total|] += till.Sum() - till.Min();
        });
        Open = shops.Count(shop => !shop.IsClosed);
    }
}

record Shop(string Name, bool IsClosed)
{
    public decimal[] OpenTill() => Enumerable.Range(1, Name.Length).Select(coin => coin * 0.25m).ToArray();
}

// prints:
// 337.00 from 52 shops
