// Throws dice in parallel. Each worker has its own counters, and adds them under a lock.
var gate = new object();
var totals = new int[7];
var throws = 0;

Parallel.For(0, 600, () => new int[7], (number, _, own) =>
{
    own[number % 6 + 1]++;
    return own;
},
own =>
{
    lock (gate)
    {
        for (var eyes = 1; eyes < own.Length; eyes++)
        {
            totals[eyes] += own[eyes];
            throws += own[eyes];
        }
    }
});

Console.WriteLine($"{throws}: {string.Join(" ", totals.Skip(1))}");

// prints:
// 600: 100 100 100 100 100 100
