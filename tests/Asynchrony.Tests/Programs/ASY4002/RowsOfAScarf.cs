// A scarf is knitted row by row: nothing that the producer does can fail, so it completes at the end of its way.
var rows = Channel.CreateBounded<int>(2);
var knitting = Task.Run(async () =>
{
    var stitches = 3;
    for (var row = 0; row < 4; row++)
    {
        await Task.Delay(1);
        await rows.Writer.WriteAsync(stitches);
        stitches += 2;
    }

    rows.Writer.Complete();
});

var all = 0;
await foreach (var row in rows.Reader.ReadAllAsync())
    all += row;
await knitting;
Console.WriteLine($"{all} stitches");

// prints:
// 24 stitches
