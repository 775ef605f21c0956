using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>One producer takes the orders of a table, and a loop serves them until there are no more.</summary>
internal static class OneProducer
{
    public static async Task Run()
    {
        var orders = Channel.CreateUnbounded<string>();
        var taking = Task.Run(async () =>
        {
            foreach (var order in new[] { "soup", "bread", "tea" })
                await orders.Writer.WriteAsync(order);
        });

        await foreach (var order in orders.Reader.ReadAllAsync())
            Console.WriteLine($"  {order}");

        await taking;
        Console.WriteLine("  all is served");
    }
}
