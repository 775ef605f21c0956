// A family tree is walked by one loop over a channel that takes any number: sending never waits.
var people = Channel.CreateUnbounded<(string Name, int Children)>();
var waiting = 1;
await people.Writer.WriteAsync(("Ada", 2));
var names = new List<string>();
await foreach (var (name, children) in people.Reader.ReadAllAsync())
{
    names.Add(name);
    for (var child = 1; child <= children; child++)
    {
        waiting++;
        await people.Writer.WriteAsync(($"{name}.{child}", children - 1));
    }

    if (--waiting == 0)
        people.Writer.Complete();
}

Console.WriteLine(string.Join(" ", names));

// prints:
// Ada Ada.1 Ada.2 Ada.1.1 Ada.2.1
