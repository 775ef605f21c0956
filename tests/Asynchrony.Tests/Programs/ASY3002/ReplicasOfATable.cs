// Each body here sees the value that it was made with: it is waited for in its round, gets it as state, or is started once for all rounds.
class Program
{
    static async Task Main()
    {
        var cluster = new Cluster(replicas: 3);
        await cluster.Copy(["a", "b"]);
        cluster.Verify();
        Console.WriteLine(string.Join(" ", cluster.Log));
        Console.WriteLine(cluster.Sum);
    }
}

class Cluster(int replicas)
{
    private readonly List<string>[] tables = [.. Enumerable.Range(0, replicas).Select(_ => new List<string>())];
    private int sum;

    public List<string> Log { get; } = [];
    public int Sum => sum;

    public async Task Copy(string[] rows)
    {
        for (var replica = 0; replica < replicas; replica++)
        {
            await Task.Run(() => tables[replica].AddRange(rows));
            Log.Add($"{replica}:{tables[replica].Count}");
        }

        var pending = new List<Task>();
        for (var replica = 0; replica < replicas; replica++)
            pending.Add(Task.Factory.StartNew(state => Touch((int)state!), replica, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default));
        await Task.WhenAll(pending);
    }

    public void Verify()
    {
        for (int replica = 0, seen = 0; replica < replicas; replica++)
        {
            var checker = new Thread(number => seen += tables[(int)number!].Count);
            checker.Start(replica);
            var letters = tables[replica].Sum(row => row.Length);
            checker.Join();
            Log.Add($"{seen - letters * (replica + 1)}");
        }
    }

    private void Touch(int replica) => Interlocked.Add(ref sum, tables[replica].Count * (replica + 1));
}

// prints:
// 0:2 1:2 2:2 0 0 0
// 12
