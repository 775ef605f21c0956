// The quote may be missing, and whoever asks for it looks.
class Program
{
    static void Main()
    {
        var exchange = new Exchange();
        Console.WriteLine(exchange.Quote("ACME") ?? "no quote");
        Console.WriteLine(exchange.Quote("NONE") ?? "no quote");
    }
}

class Exchange
{
    public string? Quote(string share)
    {
        string? quote = null;
        using var quoted = new ManualResetEventSlim();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            quote = Price(share) is { } price ? $"{share} at {price}" : null;
            quoted.Set();
        });
        quoted.Wait(60_000);
        return quote;
    }

    private static int? Price(string share) => share == "ACME" ? 42 : null;
}

// prints:
// ACME at 42
// no quote
