using System.Globalization;
using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A producer reads the prices of a list that somebody wrote by hand, and fails at one of them.</summary>
internal static class FailingProducer
{
    public static async Task Run()
    {
        var prices = Channel.CreateBounded<int>(2);
        var reading = Task.Run(async () =>
        {
            try
            {
                foreach (var line in new[] { "12", "7", "free", "30" })
                    await prices.Writer.WriteAsync(int.Parse(line, CultureInfo.InvariantCulture));
            }
            finally
            {
                prices.Writer.Complete();
            }
        });

        await foreach (var price in prices.Reader.ReadAllAsync())
            Console.WriteLine($"  {price}");

        await reading;
    }
}
