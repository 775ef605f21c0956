// Deep in the chain each run sets the slot of its own number, in an array and in a list that is long enough.
var store = new Store(size: 6);
Parallel.For(0, 6, number => store.Put(number));
Console.WriteLine(store.Content);

class Store(int size)
{
    private readonly Rack rack = new(size);

    public string Content => rack.Content;

    public void Put(int number) => rack.Lay(number);
}

class Rack(int size)
{
    private readonly Slots slots = new(size);

    public string Content => slots.ToString();

    public void Lay(int number) => slots.Set(number, number * number);
}

class Slots(int size)
{
    private readonly int[] numbers = new int[size];
    private readonly List<string> names = [.. Enumerable.Repeat("", size)];

    public void Set(int at, int value)
    {
        numbers[at] = value;
        names[at] = $"{value:00}";
    }

    public override string ToString() => $"{numbers.Sum()} {string.Join(' ', names)}";
}

// prints:
// 55 00 01 04 09 16 25
