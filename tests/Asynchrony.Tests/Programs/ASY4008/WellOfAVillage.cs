// A village uses both ends of its well itself, and so may everybody else.
var village = new Village();
village.Draw(2);
village.Well.Writer.TryWrite(5);
Console.WriteLine($"{village.Drink()} litres");

class Village
{
    public Channel<int> Well { get; } = Channel.CreateUnbounded<int>();

    public void Draw(int buckets)
    {
        for (var bucket = 0; bucket < buckets; bucket++)
            Well.Writer.TryWrite(10);
    }

    public int Drink()
    {
        var litres = 0;
        while (Well.Reader.TryRead(out var bucket))
            litres += bucket;
        return litres;
    }
}

// prints:
// 25 litres
