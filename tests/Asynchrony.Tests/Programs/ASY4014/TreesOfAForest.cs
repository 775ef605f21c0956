// A forester fells the trees that are marked, one after the other, and the thread dies when no more are.
var forest = new Forest();
var felling = Task.Run(forest.Fell);
foreach (var height in new[] { 12, 20, 9 })
    forest.Mark(height);
forest.Close();
await felling;
Console.WriteLine($"{forest.Wood} metres of wood");

class Forest
{
    private readonly BlockingCollection<int> trees = new();

    public int Wood { get; private set; }

    public void Mark(int height) => trees.Add(height);

    public void Close() => trees.CompleteAdding();

    public void Fell()
    {
        for (; ; )
        {
            var tree = [|trees.Take|]();
            Wood += tree;
        }
    }
}

// prints:
// 41 metres of wood
