using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A bounded stage between a writer and a slow printer: it keeps two pages at most.</summary>
internal static class FullStage
{
    public static async Task Run()
    {
        var pages = Channel.CreateBounded<int>(2);
        var printing = Task.Run(async () =>
        {
            var printed = 0;
            await foreach (var _ in pages.Reader.ReadAllAsync())
            {
                await Task.Delay(5);
                printed++;
            }

            Console.WriteLine($"  {printed} of 12 pages printed");
        });

        for (var page = 1; page <= 12; page++)
            await pages.Writer.WriteAsync(page);

        pages.Writer.Complete();
        await printing;
    }
}
