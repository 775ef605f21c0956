// The handler completes a source, and the program waits for it.
var ticks = 0;
var ticked = new TaskCompletionSource<DateTime>(TaskCreationOptions.RunContinuationsAsynchronously);
using var clock = new System.Timers.Timer(10) { AutoReset = false };
clock.Elapsed += (_, tick) =>
{
    ticks++;
    ticked.TrySetResult(tick.SignalTime);
};
clock.Start();
var first = await ticked.Task;
Console.WriteLine($"{ticks} {first > DateTime.MinValue}");

// prints:
// 1 True
