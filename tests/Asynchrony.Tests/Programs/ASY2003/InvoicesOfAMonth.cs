// The archive of last month is written while this month is billed; a month without orders goes home early and leaves the archive unfinished.
class Program
{
    static void Main()
    {
        var log = new Log();
        var billing = new Billing(log);

        Console.WriteLine($"April: {billing.Close("April", [new Order("Ada", 120.50m), new Order("Linus", 79.50m)])}");
        Console.WriteLine($"May: {billing.Close("May", [])}");
        Console.WriteLine($"June: {billing.Close("June", [new Order("Grace", 10m)])}");
        log.Print();
    }
}

record Order(string Customer, decimal Amount);

class Log
{
    private readonly List<string> lines = [];

    public void Write(string line)
    {
        lock (lines)
            lines.Add(line);
    }

    public void Print()
    {
        lock (lines)
            Console.WriteLine($"{lines.Count(line => line.StartsWith("invoice"))} invoices logged");
    }
}

class Billing(Log log)
{
    private readonly List<Order> billed = [];

    public string Close(string month, Order[] orders)
    {
        var earlier = billed.ToArray();
        var archive = new Thread(() => Archive(month, earlier)) { Name = "archive" };
        archive.Start();

        if (orders.Length == 0)
        {
            log.Write($"{month} has no orders");
            [|return|] "nothing to bill";
        }

        foreach (var order in orders)
        {
            log.Write($"invoice for {order.Customer}: {order.Amount}");
            billed.Add(order);
        }

        archive.Join();
        return $"{orders.Length} invoices over {orders.Sum(order => order.Amount):0}";
    }

    private void Archive(string month, Order[] orders)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, orders.Select(order => $"{order.Customer};{order.Amount}"));
            log.Write($"archived {new FileInfo(file).Length} bytes before {month}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}

// prints:
// April: 2 invoices over 200
// May: nothing to bill
// June: 1 invoices over 10
// 3 invoices logged
