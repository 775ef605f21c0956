// Each letter counts itself in when its turn comes, and the office may be closed before.
class Program
{
    static void Main()
    {
        var office = new Office();
        Console.WriteLine(office.Send(["one", "two", "three", "four"]));
    }
}

class Office
{
    private int sent;

    public string Send(string[] letters)
    {
        using var pending = new CountdownEvent(1);
        foreach (var letter in letters)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                [|pending.AddCount|]();
                Thread.Sleep(1);
                Interlocked.Add(ref sent, letter.Length);
                pending.Signal();
            });
        }

        pending.Signal();
        pending.Wait();
        return $"{Volatile.Read(ref sent)} characters sent";
    }
}

// prints:
// 15 characters sent
