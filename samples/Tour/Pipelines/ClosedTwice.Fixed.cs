using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Closes a box of tools behind the last one, and once more when it leaves.</summary>
internal static class ClosedTwice
{
    public static async Task Run()
    {
        var tools = Channel.CreateUnbounded<string>();
        try
        {
            await tools.Writer.WriteAsync("hammer");
            await tools.Writer.WriteAsync("pliers");
            tools.Writer.Complete();
        }
        finally
        {
            tools.Writer.TryComplete();
        }

        await foreach (var tool in tools.Reader.ReadAllAsync())
            Console.WriteLine($"  {tool}");
    }
}
