// The outcome of the wait decides, is kept, or is told.
class Program
{
    static void Main()
    {
        var postman = new Postman();
        Console.WriteLine(postman.Deliver(["a", "b"]));
        Console.WriteLine(postman.Return(["c"]));
    }
}

class Postman
{
    private int delivered;
    private int returned;

    public string Deliver(string[] letters)
    {
        var round = new Thread(() =>
        {
            foreach (var letter in letters)
                delivered += letter.Length;
        });
        round.Start();
        var inTime = round.Join(TimeSpan.FromMinutes(1));
        return inTime ? $"{delivered} delivered" : "still on the way";
    }

    public string Return(string[] letters)
    {
        using var back = new ManualResetEventSlim();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            returned = letters.Length;
            back.Set();
        });
        if (!back.Wait(60_000))
            throw new TimeoutException();
        return $"{returned} returned";
    }
}

// prints:
// 2 delivered
// 1 returned
