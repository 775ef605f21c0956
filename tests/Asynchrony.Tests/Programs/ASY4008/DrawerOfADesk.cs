// A drawer that its own type never opens: others use both ends of it as they like.
var desk = new Desk();
desk.Drawer.Writer.TryWrite("pen");
desk.Drawer.Writer.TryWrite("ink");
desk.Drawer.Writer.Complete();
await foreach (var thing in desk.Drawer.Reader.ReadAllAsync())
    Console.WriteLine(thing);

class Desk
{
    public Channel<string> Drawer { get; } = Channel.CreateUnbounded<string>();
}

// prints:
// pen
// ink
