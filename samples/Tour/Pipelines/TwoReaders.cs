using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Two cashiers serve one queue of customers, through a channel that was made for one.</summary>
internal static class TwoReaders
{
    public static async Task Run()
    {
        var customers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
        var served = new int[2];
        var first = Task.Run(async () =>
        {
            await foreach (var _ in customers.Reader.ReadAllAsync())
                served[0]++;
        });
        var second = Task.Run(async () =>
        {
            await foreach (var _ in customers.Reader.ReadAllAsync())
                served[1]++;
        });

        for (var customer = 1; customer <= 1000; customer++)
            await customers.Writer.WriteAsync(customer);

        customers.Writer.Complete();
        await Task.WhenAll(first, second);
        Console.WriteLine($"  {served.Sum()} of 1000 customers served");
    }
}
