// Each batch is reported when it is done, with the sum so far, and a slow one is given up.
var batches = new List<int[]> { new[] { 1, 2, 3 }, new[] { 10, 20 }, new[] { 100 } };
var sum = 0;

foreach (var batch in batches)
{
    var result = 0;
    var adder = new Thread(() =>
    {
        foreach (var number in batch)
            result += number;
    });
    adder.Start();
    adder.Join();
    sum += result;
    Console.WriteLine($"batch of {batch.Length}: {sum}");
}

foreach (var batch in batches)
{
    var printer = new Thread(() => Console.WriteLine(string.Join("+", batch)));
    printer.Start();
    if (!printer.Join(TimeSpan.FromSeconds(30)))
        break;
}

// prints:
// batch of 3: 6
// batch of 2: 36
// batch of 1: 136
// 1+2+3
// 10+20
// 100
