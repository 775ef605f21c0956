// also ASY5007
// The lock is an object of the call itself, which nobody else can ever take.
class Program
{
    static void Main()
    {
        var scan = new Scan();
        Console.WriteLine(scan.Run("gate"));
    }
}

class Scan
{
    private readonly object gate = new();
    private int vowels;

    public int Run(string text)
    {
        var own = new object();
        lock (own)
        {
            var counting = new Thread(() => Count(text));
            counting.Start();
            Console.WriteLine(text.Length);
            counting.Join();
        }

        return vowels;
    }

    private void Count(string text)
    {
        foreach (var letter in text)
            lock (gate)
                vowels += "aeiou".Contains(letter) ? 1 : 0;
    }
}

// prints:
// 4
// 2
