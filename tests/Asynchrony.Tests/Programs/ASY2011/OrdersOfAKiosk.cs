// The lock is taken two calls away from the body of the thread, which the caller waits for at the end of its own section.
namespace Kiosk;

public static class Program
{
    private static readonly Lock Till = new();
    private static readonly List<string> Orders = [];

    public static void Main()
    {
        Sell("coffee");
        lock (Till)
            Console.WriteLine(string.Join(", ", Orders));
    }

    private static void Sell(string goods)
    {
        var clerk = new Thread(() => Serve(goods));
        lock (Till)
        {
            clerk.Start();
            Orders.Add("bag");

            // Nothing else can be sold meanwhile.
            [|clerk.Join|]();
        }
    }

    private static void Serve(string goods)
    {
        for (var cup = 1; cup <= 2; cup++)
            Note($"{goods} {cup}");
    }

    private static void Note(string order)
    {
        lock (Till)
            Orders.Add(order);
    }
}

// prints:
// bag, coffee 1, coffee 2
