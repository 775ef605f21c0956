// A counter in a field, and a step for each number.
Console.WriteLine(new Numbers().Even(1000));

sealed class Numbers
{
    private readonly object gate = new();
    private int steps;

    public int Even(int limit)
    {
        Parallel.For(0, limit, i =>
        {
            lock ([|gate|])
            {
                steps += i % 2 == 0 ? 1 : 0;
            }
        });
        return steps;
    }
}

// prints:
// 500
