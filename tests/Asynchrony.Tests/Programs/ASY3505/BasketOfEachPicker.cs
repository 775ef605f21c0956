// What the chain fills was made by the run, or is what the run was given as its element.
var orchard = new Orchard();
orchard.Pick(Enumerable.Range(1, 6).Select(number => new Tree(number)).ToArray());

class Orchard
{
    public void Pick(Tree[] trees)
    {
        var weights = new int[trees.Length];
        Parallel.For(0, trees.Length, at =>
        {
            var basket = new Basket();
            for (var apple = 0; apple < 4; apple++)
                basket.Add(at + apple);
            weights[at] = basket.Weight;
        });
        Parallel.ForEach(trees, tree => tree.Mark());
        Console.WriteLine($"{weights.Sum()} {trees.Sum(tree => tree.Marks)}");
    }
}

class Tree(int number)
{
    private readonly Basket marks = new();

    public int Marks => marks.Weight;

    public void Mark() => marks.Add(number);
}

class Basket
{
    private readonly Layer layer = new();

    public int Weight => layer.Sum;

    public void Add(int apple) => layer.Put(apple);
}

class Layer
{
    private readonly List<int> apples = [];

    public int Sum => apples.Sum();

    public void Put(int apple) => apples.Add(apple);
}

// prints:
// 96 21
