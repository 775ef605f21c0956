// Ushers run on threads of their own; each is to know its row, and all know the last one.
var theatre = new Theatre();
Console.WriteLine(theatre.Open(rows: 4));

class Theatre
{
    public string Open(int rows)
    {
        var opened = new ConcurrentBag<int>();
        var ushers = new List<Thread>();
        for (var row = 1; row <= rows; row++)
        {
            var usher = new Thread(() => opened.Add([|row|]));
            usher.Start();
            ushers.Add(usher);
        }

        foreach (var usher in ushers)
            usher.Join();
        return string.Join(' ', opened.Order());
    }
}

// prints:
// 1 2 3 4
