// A typist strikes one key after the other and waits for the bell of each line: the signal paces the loop.
using var stop = new CancellationTokenSource();
using var bell = new SemaphoreSlim(1);
var keys = Channel.CreateUnbounded<char>();
var typing = Task.Run(async () =>
{
    for (var key = 'a'; !stop.IsCancellationRequested; key++)
    {
        await bell.WaitAsync();
        await keys.Writer.WriteAsync(key);
    }
});

var text = "";
while (text.Length < 4)
{
    text += await keys.Reader.ReadAsync();
    if (text.Length == 4)
        stop.Cancel();
    bell.Release();
}

await typing;
Console.WriteLine(text);

// prints:
// abcd
