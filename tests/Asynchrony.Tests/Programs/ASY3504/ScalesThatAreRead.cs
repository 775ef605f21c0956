// The chain computes from what it reads, keeps its own sums in locals, and sets a flag that is set to the same by all.
var scales = new Scales(new() { ["plum"] = 30, ["pear"] = 120 });
var weights = new int[2];
Parallel.For(0, 2, at => weights[at] = scales.Weigh(at == 0 ? "plum" : "pear", 10));
Console.WriteLine($"{weights.Sum()} {scales.Used}");

class Scales(Dictionary<string, int> grams)
{
    private readonly Pan pan = new(grams);

    public bool Used => pan.Used;

    public int Weigh(string fruit, int pieces) => pan.Lay(fruit, pieces);
}

class Pan(Dictionary<string, int> grams)
{
    private readonly Pointer pointer = new(grams);

    public bool Used => pointer.Moved;

    public int Lay(string fruit, int pieces) => pointer.Show(fruit, pieces);
}

class Pointer(Dictionary<string, int> grams)
{
    public bool Moved { get; private set; }

    public int Show(string fruit, int pieces)
    {
        Moved = true;
        var sum = 0;
        for (var piece = 0; piece < pieces; piece++)
            sum += grams[fruit];
        return sum;
    }
}

// prints:
// 1500 True
