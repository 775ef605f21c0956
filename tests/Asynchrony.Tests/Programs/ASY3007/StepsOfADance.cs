// The lock is for a moment in the middle, or at the beginning; the long part is before it or behind it, and each dancer has it for himself.
var floor = new object();
var next = 0;
var sums = new int[20];

Parallel.For(0, sums.Length, dancer =>
{
    int place;
    lock (floor)
    {
        place = next;
        next++;
    }

    for (var step = 0; step < 10; step++)
        sums[dancer] += Turn(place, step) > 0 ? 1 : 0;
});

var last = "";
Parallel.ForEach(new[] { "waltz", "waltz", "waltz" }, dance =>
{
    lock (floor)
        last = dance;
});

Console.WriteLine($"{sums.Sum()} {next} {last}");

static int Turn(int place, int step) => place + step + 1;

// prints:
// 200 20 waltz
