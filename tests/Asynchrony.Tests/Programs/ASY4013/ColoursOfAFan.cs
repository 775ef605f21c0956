// What a fan drops are numbers, and records of numbers: nothing that anybody has to give back.
var colours = Channel.CreateBounded<Colour>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropNewest });
for (var shade = 1; shade <= 4; shade++)
    await colours.Writer.WriteAsync(new Colour(shade, 10 * shade));
colours.Writer.Complete();
await foreach (var colour in colours.Reader.ReadAllAsync())
    Console.WriteLine(colour);

readonly record struct Colour(int Hue, int Light);

// prints:
// Colour { Hue = 4, Light = 40 }
