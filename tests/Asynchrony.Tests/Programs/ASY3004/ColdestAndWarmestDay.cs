// no fix
// Looks for the coldest and the warmest day in parallel: test and assignment are two steps.
var days = Enumerable.Range(0, 365).Select(day => (Day: day, Degrees: Math.Sin(day / 58.0) * 15 + 10)).ToList();
var coldest = double.MaxValue;
var warmest = double.MinValue;
double sum = 0;

Parallel.ForEach(days, day =>
{
    var degrees = Math.Round(day.Degrees, 1);
    if (degrees < coldest)
        [|coldest|] = degrees;
    [|warmest|] = Math.Max(warmest, degrees);
    [|sum|] += degrees;
});

Console.WriteLine($"{coldest} {warmest} {sum / days.Count:0.0}");
