// The search ends with the first key that fits: a later one must not be tried once the safe is open.
class Program
{
    static void Main()
    {
        var safe = new Safe(code: 42);
        Console.WriteLine(safe.OpenWith([17, 42, 99]));
        Console.WriteLine(safe.Tries);
    }
}

class Safe(int code)
{
    private bool open;

    public int Tries { get; private set; }

    public bool OpenWith(int[] keys)
    {
        foreach (var key in keys)
        {
            if (open)
                break;

            Tries++;
            var turn = new Thread(() => open |= key == code);
            turn.Start();
            turn.Join();
        }

        return open;
    }
}

// prints:
// True
// 2
