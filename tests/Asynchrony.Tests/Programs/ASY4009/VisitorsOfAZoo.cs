// A guard looks again and again who is in the zoo; what the guard sees is meant to be what is there now.
var visitors = new BlockingCollection<int>();
using var opened = new ManualResetEventSlim();
var guarding = Task.Run(() =>
{
    var seen = new SortedSet<int>();
    while (seen.Count < 3)
    {
        foreach (var visitor in visitors)
            seen.Add(visitor);
        opened.Wait(1);
    }

    return seen;
});

for (var visitor = 1; visitor <= 3; visitor++)
{
    await Task.Delay(1);
    visitors.Add(visitor);
}

opened.Set();
Console.WriteLine(string.Join(", ", await guarding));

// prints:
// 1, 2, 3
