// Wishes are written on a list that takes any number: a try cannot fail before the list is closed.
var wishes = Channel.CreateUnbounded<string>();
foreach (var wish in new[] { "a kite", "a drum", "a dog" })
    wishes.Writer.TryWrite(wish);
wishes.Writer.Complete();

await foreach (var wish in wishes.Reader.ReadAllAsync())
    Console.WriteLine(wish);

// prints:
// a kite
// a drum
// a dog
