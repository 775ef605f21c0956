using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Prints the pages of a letter, of which the last comes after the end.</summary>
internal static class ClosedTooEarly
{
    public static async Task Run()
    {
        var pages = Channel.CreateUnbounded<string>();
        var printing = Task.Run(async () =>
        {
            await foreach (var page in pages.Reader.ReadAllAsync())
                Console.WriteLine($"  {page}");
        });

        await pages.Writer.WriteAsync("Dear reader,");
        pages.Writer.Complete();
        await pages.Writer.WriteAsync("Yours");

        await printing;
    }
}
