// The thread starts when every field has its value.
var worker = new Worker("orders", 3);
Console.WriteLine(worker.End());

sealed class Worker
{
    private readonly string name;
    private readonly int times;
    private readonly Thread thread;
    private string text = "";

    public Worker(string name, int times)
    {
        this.name = name;
        this.times = times;
        thread = new Thread(Run);
        thread.Start();
    }

    private void Run() => text = string.Join(" ", Enumerable.Repeat(name, times));

    public string End()
    {
        thread.Join();
        return text;
    }
}

// prints:
// orders orders orders
