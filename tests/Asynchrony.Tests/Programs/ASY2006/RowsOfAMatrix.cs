// Every row of a matrix is scaled by a thread made beforehand; the second loop starts and joins them one by one.
static class Program
{
    private static readonly int[][] Rows = [[1, 2], [3, 4], [5, 6]];

    static void Main()
    {
        var sums = new long[Rows.Length];
        var workers = new Thread[Rows.Length];
        for (var row = 0; row < Rows.Length; row++)
        {
            var own = row;
            workers[own] = new Thread(() =>
            {
                foreach (var cell in Rows[own])
                    sums[own] += cell * 10;
            });
        }

        foreach (var worker in workers)
        {
            worker.Start();
            [|worker.Join|](); // one row at a time
        }

        Console.WriteLine(string.Join(" ", sums));
    }
}

// prints:
// 30 70 110
