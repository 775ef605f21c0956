using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>The desk of a workshop sends repairs to the mechanic, and gives each a number.</summary>
internal static class SentAndChanged
{
    private sealed class Repair(string what)
    {
        public string What { get; } = what;

        public int Number { get; set; }
    }

    public static async Task Run()
    {
        var repairs = Channel.CreateUnbounded<Repair>();
        var mending = Task.Run(async () =>
        {
            await foreach (var repair in repairs.Reader.ReadAllAsync())
                Console.WriteLine($"  number {repair.Number}: {repair.What}");
        });

        var number = 0;
        foreach (var what in new[] { "brakes", "chain", "bell" })
        {
            var repair = new Repair(what);
            number++;
            repair.Number = number;
            await repairs.Writer.WriteAsync(repair);
        }

        repairs.Writer.Complete();
        await mending;
    }
}
