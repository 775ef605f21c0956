// A meter collects what there is now and then, and does something else in between: it keeps a pace, and waits for no message.
var values = new ConcurrentQueue<int>();
var filling = Task.Run(async () =>
{
    for (var value = 1; value <= 30; value++)
    {
        values.Enqueue(value);
        if (value % 10 == 0)
            await Task.Delay(1);
    }
});

var (sum, reports) = (0, 0);
while (sum < 465)
{
    while (values.TryDequeue(out var value))
        sum += value;
    reports = Math.Max(1, reports);
    Report(sum);
    await Task.Delay(1);
}

await filling;
Console.WriteLine($"sum {sum}");

static void Report(int sum)
{
    if (sum > 465)
        Console.WriteLine("too much");
}

// prints:
// sum 465
