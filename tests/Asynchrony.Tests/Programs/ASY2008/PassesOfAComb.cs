// A thread for each round, set up before it starts, started once, joined once.
class Program
{
    static void Main()
    {
        var values = new[] { 5, 2, 9, 1 };
        var rounds = 0;
        for (var gap = 2; gap > 0; gap--)
        {
            var distance = gap;
            var worker = new Thread(() =>
            {
                for (var again = true; again;)
                {
                    again = false;
                    for (var at = 0; at + distance < values.Length; at++)
                        if (values[at] > values[at + distance])
                            (values[at], values[at + distance], again) = (values[at + distance], values[at], true);
                }
            });
            worker.IsBackground = true;
            worker.Start();
            rounds++;
            worker.Join();
        }

        Console.WriteLine($"{rounds} rounds: {string.Join(" ", values)}");
    }
}

// prints:
// 2 rounds: 1 2 5 9
