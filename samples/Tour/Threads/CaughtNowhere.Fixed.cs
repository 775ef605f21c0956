namespace Tour.Threads;

/// <summary>Reads a file on a thread, where a file that is not there ends the process.</summary>
internal static class CaughtNowhere
{
    public static void Run()
    {
        Show("not there");
        var file = typeof(CaughtNowhere).Assembly.Location;
        var reading = new Thread(() =>
        {
            try
            {
                var size = File.ReadAllBytes(file).Length;
                Console.WriteLine(size > 0 ? "  read" : "  empty");
            }
            catch (Exception problem)
            {
                Report(problem);
            }
        });
        reading.Start();
        Console.WriteLine("  reading");
        reading.Join();
    }

    private static void Show(string file)
    {
        try
        {
            Console.WriteLine(File.ReadAllText(file));
        }
        catch (Exception problem)
        {
            Report(problem);
        }
    }

    private static void Report(Exception problem) => Console.WriteLine($"  {problem.GetType().Name}");
}
