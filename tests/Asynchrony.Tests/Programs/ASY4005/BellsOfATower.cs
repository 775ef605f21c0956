// Two ringers write into the log of a tower, but never at once: each takes the rope first.
var log = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleWriter = true });
var rope = new object();
await Task.WhenAll(Task.Run(() => Ring("low")), Task.Run(() => Ring("high")));
log.Writer.Complete();

var strokes = new List<string>();
await foreach (var stroke in log.Reader.ReadAllAsync())
    strokes.Add(stroke);
Console.WriteLine($"{strokes.Count(stroke => stroke == "low")} low, {strokes.Count(stroke => stroke == "high")} high");

void Ring(string bell)
{
    for (var stroke = 0; stroke < 5; stroke++)
        lock (rope)
            log.Writer.TryWrite(bell);
}

// prints:
// 5 low, 5 high
