using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Three desks sell tickets at once, and one loop counts what they have sold.</summary>
internal static class SeveralProducers
{
    public static async Task Run()
    {
        int[][] desks = [[2, 4, 1], [3], [5, 2]];
        var sales = Channel.CreateUnbounded<int>();
        var counting = Task.Run(async () =>
        {
            var tickets = 0;
            await foreach (var sale in sales.Reader.ReadAllAsync())
                tickets += sale;
            return tickets;
        });

        var selling = new List<Task>();
        foreach (var desk in desks)
        {
            selling.Add(Task.Run(async () =>
            {
                foreach (var sale in desk)
                    await sales.Writer.WriteAsync(sale);
            }));
        }

        try
        {
            await Task.WhenAll(selling);
        }
        finally
        {
            sales.Writer.Complete();
        }
        Console.WriteLine($"  {await counting} tickets sold");
    }
}
