using System.Threading.Tasks.Dataflow;

namespace Tour.Pipelines;

/// <summary>Two blocks in a row: one squares numbers, the next prints them.</summary>
internal static class BrokenLink
{
    public static async Task Run()
    {
        var square = new TransformBlock<int, int>(number => number * number);
        var print = new ActionBlock<int>(number => Console.WriteLine($"  {number}"));
        square.LinkTo(print);

        for (var number = 1; number <= 3; number++)
            await square.SendAsync(number);

        square.Complete();
        await print.Completion;
        Console.WriteLine("  all is printed");
    }
}
