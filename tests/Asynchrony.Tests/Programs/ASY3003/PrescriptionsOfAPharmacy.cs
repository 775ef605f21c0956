// A using declared inside the body, one that is read before the work starts, and one whose work is waited for on each way out.
using System.Globalization;

var pharmacy = new Pharmacy();
Console.WriteLine(await pharmacy.Fill("aspirin 20\nzinc 5\n"));
Console.WriteLine(await pharmacy.Fill(""));
Console.WriteLine(string.Join(" ", pharmacy.Shelf.OrderBy(drug => drug.Key).Select(drug => drug.Value.ToString(CultureInfo.InvariantCulture))));

class Pharmacy
{
    public ConcurrentDictionary<string, int> Shelf { get; } = new();

    public async Task<string> Fill(string prescriptions)
    {
        string[] lines;
        using (var reader = new StringReader(prescriptions))
            lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var stock = Task.Run(() =>
        {
            using var buffer = new StringWriter();
            foreach (var line in lines)
            {
                var parts = line.Split(' ');
                Shelf.AddOrUpdate(parts[0], 100 - int.Parse(parts[1]), (_, left) => left - int.Parse(parts[1]));
                buffer.Write(parts[0][0]);
            }
            return buffer.ToString();
        });

        using var labels = new StringWriter();
        var printing = Task.Run(() =>
        {
            foreach (var line in lines)
                labels.WriteLine(line.ToUpperInvariant());
        });

        if (lines.Length == 0)
        {
            await printing;
            return $"nothing to fill{await stock}";
        }

        try
        {
            var initials = await stock;
            return $"filled {initials}, {lines.Max(line => line.Length)} letters at most";
        }
        finally
        {
            await printing;
        }
    }
}

// prints:
// filled az, 10 letters at most
// nothing to fill
// 80 95
