using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A weather station sends what its sensors measure, one after the other.</summary>
internal static class SentAgain
{
    private sealed class Measured
    {
        public string Sensor { get; set; } = "";

        public double Value { get; set; }
    }

    public static async Task Run()
    {
        string[] sensors = ["roof", "garden", "cellar"];
        double[] degrees = [17.5, 16.0, 11.5];
        var station = Channel.CreateUnbounded<Measured>();
        var printing = Task.Run(async () =>
        {
            await foreach (var measured in station.Reader.ReadAllAsync())
                Console.WriteLine($"  {measured.Sensor}: {measured.Value:0} degrees");
        });

        var measure = new Measured();
        for (var sensor = 0; sensor < sensors.Length; sensor++)
        {
            measure.Sensor = sensors[sensor];
            measure.Value = degrees[sensor];
            await station.Writer.WriteAsync(measure);
        }

        station.Writer.Complete();
        await printing;
    }
}
