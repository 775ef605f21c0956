// The signs of a street are painted by one thread and counted by another, who counts their posts after they are gone.
var street = new Street();
var painting = new Thread(street.Paint);
painting.Start();
foreach (var name in new[] { "stop", "one way" })
    street.Order(name);
street.Close();
painting.Join();

class Sign(string name)
{
    public string Name { get; } = name;

    public int Posts { get; set; }
}

class Street
{
    private readonly BlockingCollection<Sign> signs = new();

    public void Order(string name)
    {
        var sign = new Sign(name);
        signs.Add(sign);
        [|sign.Posts = name.Length > 4 ? 2 : 1|];
    }

    public void Close() => signs.CompleteAdding();

    public void Paint()
    {
        foreach (var sign in signs.GetConsumingEnumerable())
            Console.WriteLine($"{sign.Name}: {sign.Posts}");
    }
}

// prints:
// stop: 1
// one way: 2
