// What a channel of texts drops is plain text: nothing stays open.
var notes = Channel.CreateBounded<string>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });
foreach (var note in "c d e f g".Split(' '))
    await notes.Writer.WriteAsync(note);
notes.Writer.Complete();
await foreach (var note in notes.Reader.ReadAllAsync())
    Console.WriteLine(note);

// prints:
// f
// g
