// no fix
// Two desks work on one queue side by side: one sends customers to the other, which looks whether somebody waits.
class Program
{
    private static readonly Queue<string> Waiting = new(["mia", "noah"]);

    static void Main()
    {
        var served = 0;
        Parallel.Invoke(
            delegate
            {
                for (var number = 0; number < 5; number++)
                    [|Waiting.Enqueue|]($"customer {number}");
            },
            () =>
            {
                while (Waiting.Count > 0 && served < 4)
                {
                    Console.WriteLine(Waiting.Peek());
                    [|Waiting.Dequeue|]();
                    served++;
                }
            });
        Console.WriteLine(served);
    }
}
