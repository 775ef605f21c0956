// no fix
// also ASY1001
// An async method fills the table, and goes on behind its await on another thread, where it uses the type.
class Program
{
    static void Main() => Console.WriteLine(Taxes.Of("book", 100));
}

sealed class Taxes
{
    private static readonly Dictionary<string, int> Rates = [];

    static Taxes() => LoadAsync().GetAwaiter().[|GetResult|]();

    public static int Of(string goods, int cents) => cents * Rates[goods] / 100;

    private static async Task LoadAsync()
    {
        await Task.Delay(1);
        foreach (var (goods, rate) in new[] { ("book", 7), ("car", 19) })
            Rates[goods] = rate;
    }
}
