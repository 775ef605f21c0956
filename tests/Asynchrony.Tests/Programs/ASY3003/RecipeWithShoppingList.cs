// Whoever captures a stream here either owns it, or is waited for by whoever does.
using System.Text;

class Program
{
    static async Task Main()
    {
        var kitchen = new Kitchen();
        await kitchen.Cook("pancakes", ["flour", "milk", "eggs"]);
        await kitchen.Cook("tea", ["water", "leaves"]);
        Console.WriteLine(string.Join(" ", kitchen.Log.Order()));
    }
}

class Kitchen
{
    private readonly List<Task> printing = [];

    public ConcurrentBag<string> Log { get; } = [];

    public async Task Cook(string dish, string[] ingredients)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', ingredients));
        var list = new MemoryStream(bytes);
        var tray = new MemoryStream();
        Print(dish, list);

        using var lines = new StreamReader(new MemoryStream(bytes));
        var counting = CountAsync();
        try
        {
            await tray.WriteAsync(bytes.AsMemory(0, 3));
            Log.Add($"{dish}:{tray.Length}");
        }
        finally
        {
            var count = await counting;
            Log.Add($"{dish}:{count}lines");
        }

        using (var steam = new MemoryStream())
        {
            var steps = ingredients.Select(ingredient => Task.Run(() =>
            {
                lock (steam)
                    steam.Write(Encoding.UTF8.GetBytes(ingredient));
            })).ToArray();
            await Task.WhenAll(steps);
            Log.Add($"{dish}:{steam.Length}steam");
        }

        await Task.WhenAll(printing);

        async Task<int> CountAsync()
        {
            var count = 0;
            while (await lines.ReadLineAsync() is not null)
                count++;
            return count;
        }
    }

    private void Print(string dish, Stream list) =>
        printing.Add(Task.Run(() =>
        {
            using (list)
            using (var reader = new StreamReader(list))
                Log.Add($"{dish}:{reader.ReadToEnd().Length}letters");
        }));
}

// prints:
// pancakes:13steam pancakes:15letters pancakes:3 pancakes:3lines tea:11steam tea:12letters tea:2lines tea:3
