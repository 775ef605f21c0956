// Three calls down the register takes its lock, or does what it does in one step.
var office = new Office();
Parallel.ForEach(Enumerable.Range(1, 50), office.Take);
Console.WriteLine(office.Total);

class Office
{
    private readonly Clerk clerk = new();

    public string Total => clerk.Total;

    public void Take(int fee) => clerk.Note(fee);
}

class Clerk
{
    private readonly Register register = new();

    public string Total => register.ToString();

    public void Note(int fee)
    {
        register.Enter(fee);
        register.Mark();
    }
}

class Register
{
    private readonly object page = new();
    private int sum, marks;

    public void Enter(int fee)
    {
        lock (page)
            Add(fee);
    }

    public void Mark() => Interlocked.Increment(ref marks);

    private void Add(int fee) => sum += fee;

    public override string ToString() => $"{sum} in {marks}";
}

// prints:
// 1275 in 50
