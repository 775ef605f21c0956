using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A consumer asks every few milliseconds whether there is a parcel, also when no more will come.</summary>
internal static class PollingLoop
{
    public static async Task Run()
    {
        var parcels = Channel.CreateUnbounded<string>();
        var carrying = Task.Run(async () =>
        {
            while (true)
            {
                while (parcels.Reader.TryRead(out var parcel))
                    Console.WriteLine($"  a parcel for {parcel}");
                if (!await parcels.Reader.WaitToReadAsync()) break;
            }
        });

        foreach (var name in new[] { "Ada", "Grace", "Edsger" })
            await parcels.Writer.WriteAsync(name);

        parcels.Writer.Complete();
        await carrying;
    }
}
