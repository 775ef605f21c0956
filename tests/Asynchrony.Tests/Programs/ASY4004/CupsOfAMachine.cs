// A machine makes coffee faster than the waiter carries it away; the tray has room for two.
using var tray = new BlockingCollection<int>(2);
var carried = new List<int>();
var carrying = new Thread(() =>
{
    foreach (var cup in tray.GetConsumingEnumerable())
    {
        Thread.Sleep(2);
        carried.Add(cup);
    }
});
carrying.Start();

for (var cup = 1; cup <= 8; cup++)
    [|tray.TryAdd|](cup);

tray.CompleteAdding();
carrying.Join();
Console.WriteLine($"{carried.Count} cups, the last is number {carried[^1]}");

// prints:
// 8 cups, the last is number 8
