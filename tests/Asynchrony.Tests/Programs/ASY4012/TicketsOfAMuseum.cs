// Tickets are checked at the door of a museum while the desk sells them; the desk counts when the last one is sold.
static class Museum
{
    private static int adults;
    private static int children;

    private static async Task Main()
    {
        await Open([14, 35, 7, 62, 11]);
        Console.WriteLine($"{adults} adults, {children} children");
    }

    private static async Task Open(int[] visitors)
    {
        var tickets = Channel.CreateUnbounded<int>();
        _ = [|Check|](tickets.Reader);

        foreach (var age in visitors)
            await tickets.Writer.WriteAsync(age);
        tickets.Writer.Complete();
    }

    private static async Task Check(ChannelReader<int> tickets)
    {
        await foreach (var age in tickets.ReadAllAsync())
        {
            await Task.Delay(1);
            if (age < 12)
                children++;
            else
                adults++;
        }
    }
}

// prints:
// 3 adults, 2 children
