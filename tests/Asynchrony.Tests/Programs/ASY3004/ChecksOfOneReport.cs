// Two checks of one report run side by side and count their findings together; a query counts what it skips.
var lines = Enumerable.Range(1, 200).Select(number => number % 10 == 0 ? "" : new string('x', number)).ToArray();
var findings = 0;
var skipped = 0;

Parallel.Invoke(
    () =>
    {
        foreach (var line in lines)
            if (line.Length > 120)
                [|findings|]++;
    },
    () =>
    {
        foreach (var line in lines)
            if (line.Length == 0)
                [|findings|] += 1;
    });

var lengths = lines.AsParallel()
    .Where(line =>
    {
        if (line.Length > 0)
            return true;
        [|skipped|]++;
        return false;
    })
    .Sum(line => line.Length);

Console.WriteLine($"{findings} findings, {skipped} skipped, {lengths} characters");

// prints:
// 92 findings, 20 skipped, 18000 characters
