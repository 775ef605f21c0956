// no fix
// Work items of a while loop; a property deep down is the collection that they change.
var workshop = new Workshop();
var left = 5;
while (left > 0)
{
    var number = left--;
    ThreadPool.QueueUserWorkItem(_ => [|workshop.Use|](number));
}

class Workshop
{
    private readonly Bench bench = new();

    public void Use(int number)
    {
        bench.Lay($"tool {number}");
    }
}

class Bench
{
    private readonly Box box = new();

    public void Lay(string tool) => box.Put(tool);
}

class Box
{
    public Stack<string> Tools { get; } = new();

    public void Put(string tool)
    {
        Tools.Push(tool);
        Console.WriteLine(tool);
    }
}
