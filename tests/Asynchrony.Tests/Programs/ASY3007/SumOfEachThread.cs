// Each thread has a sum of its own, and the lock is for putting them together.
var numbers = Enumerable.Range(1, 1000).ToArray();
var gate = new object();
var sum = 0L;
Parallel.ForEach(numbers, () => 0L, (number, _, own) => own + number * 2, own =>
{
    lock (gate)
        sum += own;
});
Console.WriteLine(sum);

// prints:
// 1001000
