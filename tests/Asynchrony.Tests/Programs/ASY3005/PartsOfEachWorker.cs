// Each thread gathers primes in a list of its own, slots are filled one by one, and the parts are put together under a lock.
var primes = new List<int>();
var halves = new List<int>(new int[100]);
var names = new string[100];
var children = Enumerable.Range(0, 3).Select(number => new Child(number)).ToList();

Parallel.For(2, 100, () => new List<int>(), (number, _, own) =>
{
    if (Enumerable.Range(2, number - 2).All(divisor => number % divisor != 0))
        own.Add(number);
    return own;
}, own =>
{
    lock (primes)
        primes.AddRange(own);
});

Parallel.For(0, 100, number =>
{
    halves[number] = number / 2;
    names[number] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
});

Parallel.ForEach(children, child =>
{
    child.Toys.Add($"ball {child.Number}");
    child.Toys.Add($"kite {child.Number}");
});

Console.WriteLine($"{primes.Count} primes, {halves.Sum()}, {string.Concat(names).Length}");
Console.WriteLine(string.Join(", ", children.SelectMany(child => child.Toys)));

record Child(int Number)
{
    public List<string> Toys { get; } = new();
}

// prints:
// 25 primes, 2450, 190
// ball 0, kite 0, ball 1, kite 1, ball 2, kite 2
