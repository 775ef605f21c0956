// The forecast is computed beside the download of the map. The heading asks for it through a property before it is awaited.
using System.Globalization;

var service = new ForecastService(new Station([14.0, 15.5, 17.0, 18.5]));
Console.WriteLine(await service.Describe("Oslo"));
Console.WriteLine(await service.Describe("Bergen"));

class Station(double[] temperatures)
{
    public IReadOnlyList<double> Temperatures => temperatures;
}

class ForecastService(Station station)
{
    private double tomorrow;
    private double error;

    private string Heading => $"Tomorrow {tomorrow.ToString("0.0", CultureInfo.InvariantCulture)} degrees";

    public async Task<string> Describe(string town)
    {
        var forecast = Task.Run(() =>
        {
            var steps = station.Temperatures.Zip(station.Temperatures.Skip(1), (before, after) => after - before).ToList();
            tomorrow = station.Temperatures[^1] + steps.Average();
            error = steps.Max() - steps.Min();
        });

        var map = await Draw(town);
        var heading = [|Heading|];
        await forecast;

        return $"{heading} in {town}, give or take {error:0} ({map.Length} symbols)";
    }

    private static async Task<string> Draw(string town)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('~', town.Length * 3));
        var map = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return map;
    }
}

// prints:
// Tomorrow 20.0 degrees in Oslo, give or take 0 (12 symbols)
// Tomorrow 20.0 degrees in Bergen, give or take 0 (18 symbols)
