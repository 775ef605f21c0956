// The simulation starts as the last thing, and nothing keeps the process up for it: as a thread of the foreground it does.
internal static class Program
{
    private static int litres = 4;

    private static void Main()
    {
        Console.WriteLine($"{litres} litres");
        Thread leak = new Thread(Leak);
        leak.Name = "leak";
        leak.IsBackground = true;
        [|leak.Start|]();
    }

    private static void Leak()
    {
        while (litres > 0)
        {
            Thread.Sleep(2);
            litres--;
        }

        Console.WriteLine("dry");
    }
}

// prints:
// 4 litres
// dry
