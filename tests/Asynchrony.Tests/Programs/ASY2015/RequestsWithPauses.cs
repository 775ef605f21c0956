// The pauses between requests are there for the server, and a failed request is tried again later.
class Program
{
    static void Main()
    {
        var client = new Client();
        foreach (var page in new[] { "one", "two" })
            Console.WriteLine(client.Get(page));
    }
}

class Client
{
    private int failures = 2;

    public string Get(string page)
    {
        for (var attempt = 1; ; attempt++)
        {
            Thread.Sleep(attempt);
            if (failures-- <= 0)
                return $"{page} after {attempt}";
        }
    }
}

// prints:
// one after 3
// two after 1
