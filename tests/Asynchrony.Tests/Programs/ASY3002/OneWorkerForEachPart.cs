// Every worker is to sum its own part.
var sums = new int[4];
var workers = new List<Thread>();

for (int part = 0; part < sums.Length; part++)
{
    var worker = new Thread(() =>
    {
        for (var n = 0; n < 10; n++)
            Interlocked.Add(ref sums[[|part|]], n * 10);
    });
    worker.Start();
    workers.Add(worker);
}

foreach (var worker in workers)
    worker.Join();
Console.WriteLine(string.Join(" ", sums));

// prints:
// 450 450 450 450
