namespace Tour.Threads;

/// <summary>Counts the people of a village, and does not wait for ever.</summary>
internal sealed class LimitForgotten
{
    private int people;

    public static void Run() => Console.WriteLine($"  {new LimitForgotten().Report([3, 1, 4, 2])}");

    private string Report(List<int> households)
    {
        var counting = new Thread(() =>
        {
            foreach (var household in households)
                people += household;
        });
        counting.Start();
        if (!counting.Join(TimeSpan.FromSeconds(10)))
            throw new TimeoutException();
        return $"{people} people";
    }
}
