// The boxes of a move are packed by a thread: what it throws ends the program, and nobody waits for ever.
using var boxes = new BlockingCollection<string>(2);
var packing = new Thread(() =>
{
    foreach (var thing in new[] { "books", "plates", "lamp" })
        boxes.Add(Pack(thing));
    boxes.CompleteAdding();
});
packing.Start();

foreach (var box in boxes.GetConsumingEnumerable())
    Console.WriteLine(box);
packing.Join();

static string Pack(string thing) => thing.Length > 0 ? $"box of {thing}" : throw new ArgumentException("nothing to pack", nameof(thing));

// prints:
// box of books
// box of plates
// box of lamp
