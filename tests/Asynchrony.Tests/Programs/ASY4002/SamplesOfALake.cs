// The temperature of a lake is measured at some depths; deeper than the line is long the measuring fails.
using var samples = new BlockingCollection<int>(2);
var measuring = Task.Run(() =>
{
    foreach (var depth in new[] { 1, 5, 12 })
        samples.Add(Lake.Measure(depth));
    [|samples.CompleteAdding|]();
});

foreach (var sample in samples.GetConsumingEnumerable())
    Console.WriteLine($"{sample} degrees");

try
{
    await measuring;
}
catch (InvalidOperationException problem)
{
    Console.WriteLine(problem.Message);
}

static class Lake
{
    public static int Measure(int depth) => depth <= 10 ? 20 - depth : throw new InvalidOperationException($"no line for {depth} metres");
}

// prints:
// 19 degrees
// 15 degrees
// no line for 12 metres
