// Orders are written in batches. The list of a batch is cleared while the writer may still go through it.
var store = new Store();
var writer = new Thread(store.Write);
writer.Start();
for (var order = 1; order <= 10; order++)
    store.Add(order);
store.Close();
writer.Join();

class Store
{
    private readonly BlockingCollection<List<int>> batches = new();
    private List<int> batch = new();

    public void Add(int order)
    {
        batch.Add(order);
        if (batch.Count == 4)
            Flush();
    }

    public void Close()
    {
        Flush();
        batches.CompleteAdding();
    }

    public void Write()
    {
        foreach (var orders in batches.GetConsumingEnumerable())
        {
            Thread.Sleep(20);
            Console.WriteLine(string.Join(" ", orders));
        }
    }

    private void Flush()
    {
        batches.Add(batch);
        [|batch.Clear|]();
    }
}

// prints:
// 1 2 3 4
// 5 6 7 8
// 9 10
