// A tape is read in blocks of three, into the same array; whoever sums them up later finds the last block everywhere.
using var tape = new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9]);
var blocks = Channel.CreateUnbounded<byte[]>();
var summing = Task.Run(async () =>
{
    await Task.Delay(50);
    var sum = 0;
    await foreach (var block in blocks.Reader.ReadAllAsync())
        sum += block.Sum(value => value);
    return sum;
});

var buffer = new byte[3];
for (var number = 0; number < 3; number++)
{
    var count = [|tape.Read|](buffer, 0, buffer.Length);
    if (count == 3)
        blocks.Writer.TryWrite(buffer);
}

blocks.Writer.Complete();
Console.WriteLine(await summing);

// prints:
// 45
