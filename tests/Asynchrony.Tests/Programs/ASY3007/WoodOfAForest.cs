// no fix
// The scope of a lock that a using declaration keeps to the end of the body: trees are measured one by one.
var forest = new Forest();
forest.Measure([4, 9, 16, 25]);
Console.WriteLine(forest.Wood);

class Forest
{
    private readonly Lock axe = new();
    private double wood;

    public double Wood => wood;

    public void Measure(int[] trunks)
    {
        Parallel.ForEach(trunks, trunk =>
        {
            using var held = [|axe|].EnterScope();
            var radius = Math.Sqrt(trunk);
            for (var ring = 0; ring < trunk; ring++)
                wood += radius > 3 ? 2 : 1;
        });
    }
}

// prints:
// 95
