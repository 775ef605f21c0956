// no fix
// also ASY1001
// Routes are looked for while the type is made: a task for the lot, awaited together with a clock, and read at once.
class Program
{
    static async Task Main()
    {
        await Task.Yield();
        Console.WriteLine(string.Join(" ", Routes.All));
    }
}

class Routes
{
    private static string prefix = "/api";

    public static readonly IReadOnlyList<string> All;

    static Routes()
    {
        prefix += "/";
        Task<string[]> finding = Task.Run(() => new[] { "users", "jobs" }.Select(route => prefix + route).ToArray());
        All = [|finding.Result|];
    }
}
