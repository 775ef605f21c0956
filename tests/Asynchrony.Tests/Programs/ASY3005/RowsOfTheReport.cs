// Workers write their rows into one report; whoever prints it takes the lock that the workers take too.
var report = new Report();
var workers = new List<Thread>();
for (var worker = 1; worker <= 4; worker++)
{
    var number = worker;
    workers.Add(new Thread(() => report.Write(number)));
}
workers.ForEach(worker => worker.Start());
workers.ForEach(worker => worker.Join());
Console.WriteLine(report.Rows());

class Report
{
    private readonly object door = new();
    private readonly System.Text.StringBuilder rows = new();
    private readonly Dictionary<int, int> sums = new();

    public void Write(int worker)
    {
        var sum = Enumerable.Range(1, worker * 10).Sum();
        lock (door)
        {
            rows.Append('.');
            sums[worker] = sum;
        }
    }

    public string Rows()
    {
        lock (door)
            return $"{rows} {string.Join(' ', sums.OrderBy(sum => sum.Key).Select(sum => sum.Value))}";
    }
}

// prints:
// .... 55 210 465 820
