// Any worker may keep its error; which one it is does not matter, and it is read when all are done.
var batch = new Batch();
Console.WriteLine(await batch.Run(["1", "x", "3"]));

class Batch
{
    public async Task<string> Run(string[] items)
    {
        Exception? failure = null;
        var sum = 0;
        await Task.WhenAll(items.Select(item => Task.Run(() =>
        {
            if (int.TryParse(item, out var number))
                Interlocked.Add(ref sum, number);
            else
                failure = new FormatException($"bad item {item}");
        })));
        return failure is null ? $"{sum}" : $"{failure.Message}, {sum}";
    }
}

// prints:
// bad item x, 4
