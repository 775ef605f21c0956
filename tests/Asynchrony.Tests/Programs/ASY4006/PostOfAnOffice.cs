// An office waits for its post until the post says that there is no more.
var post = Channel.CreateUnbounded<string>();
var sorting = Task.Run(async () =>
{
    var sorted = new SortedSet<string>();
    while (await post.Reader.WaitToReadAsync())
        while (post.Reader.TryRead(out var letter))
            sorted.Add(letter);
    return sorted;
});

foreach (var letter in new[] { "offer", "bill", "card" })
{
    await Task.Delay(1);
    await post.Writer.WriteAsync(letter);
}

post.Writer.Complete();
Console.WriteLine(string.Join(", ", await sorting));

// prints:
// bill, card, offer
