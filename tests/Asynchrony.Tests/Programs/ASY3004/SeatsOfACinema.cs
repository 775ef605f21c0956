// Every door is a thread that takes guests from one static counter, until there is no guest left.
Cinema.Open(doors: 4);
Console.WriteLine(Cinema.Summary);

static class Cinema
{
    private const int Rows = 20;
    private static int free = Rows * 4;
    private static int steps;

    public static string Summary => $"{free} free after {steps} steps";

    public static void Open(int doors)
    {
        var open = new Thread[doors];
        var door = 0;
        while (door < doors)
        {
            open[door] = new Thread(static () =>
            {
                for (var row = 0; row < Rows; row++)
                    [|Seat|](row);
            });
            open[door++].Start();
        }

        foreach (var thread in open)
            thread.Join();
    }

    private static void Seat(int row)
    {
        --free; // one guest, one seat
        steps += row;
    }
}

// prints:
// 0 free after 760 steps
