// What is counted three calls down is a copy: the struct was taken out of its field before.
var log = new Log();
var readers = new List<Task<int>>();
for (var reader = 0; reader < 8; reader++)
    readers.Add(Task.Run(() => log.Tail()));
Console.WriteLine((await Task.WhenAll(readers)).Distinct().Single());

class Log
{
    private readonly Pages pages = new();

    public int Tail() => pages.End();
}

class Pages
{
    private readonly Allocator allocator = new();

    public int End() => allocator.Address();
}

class Allocator
{
    private Spot tail = new() { Page = 2, Offset = 100 };

    public int Address()
    {
        var here = tail;
        if (here.Offset >= 100)
        {
            here.Page++;
            here.Offset = 0;
        }
        return Next(here);
    }

    private static int Next(Spot spot)
    {
        spot.Offset += 5;
        return spot.Page * 100 + spot.Offset;
    }
}

struct Spot
{
    public int Page;
    public int Offset;
}

// prints:
// 305
