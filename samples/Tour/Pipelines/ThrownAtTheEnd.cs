using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A consumer loop that takes guests to their seats, and knows no end.</summary>
internal static class ThrownAtTheEnd
{
    public static async Task Run()
    {
        var guests = Channel.CreateUnbounded<string>();
        var seating = Task.Run(async () =>
        {
            while (true)
            {
                var guest = await guests.Reader.ReadAsync();
                Console.WriteLine($"  {guest} is seated");
            }
        });

        foreach (var guest in new[] { "Alan", "Barbara", "Tony" })
            await guests.Writer.WriteAsync(guest);

        guests.Writer.Complete();
        await seating;
        Console.WriteLine("  the play begins");
    }
}
