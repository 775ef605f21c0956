// The reader tells by a source that all is done, and the exchange waits for that, not for the task.
var calls = Channel.CreateUnbounded<string>();
var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
_ = Task.Run(async () =>
{
    var connected = 0;
    await foreach (var call in calls.Reader.ReadAllAsync())
        connected += call.Length > 0 ? 1 : 0;
    done.SetResult(connected);
});

foreach (var call in new[] { "Rome", "Oslo" })
    await calls.Writer.WriteAsync(call);
calls.Writer.Complete();
Console.WriteLine($"{await done.Task} connected");

// prints:
// 2 connected
