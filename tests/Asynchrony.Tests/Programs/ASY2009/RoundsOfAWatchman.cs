// The night watch blocks its own thread in each of its rounds, which is what it has a thread for; the lambda that is async is not its body.
class Program
{
    static void Main()
    {
        var watch = new Watch("gate", "yard", "roof");
        watch.Begin();
        watch.End();
        Console.WriteLine(watch.Diary);
    }
}

class Watch(params string[] places)
{
    private readonly List<string> diary = [];
    private Thread? watchman;

    public string Diary => string.Join(", ", diary);

    public void Begin()
    {
        Func<string, Task<string>> look = async place =>
        {
            await Task.Delay(2);
            return $"{place} quiet";
        };
        watchman = new Thread(() => Walk(look)) { Name = "watchman" };
        watchman.Start();
    }

    public void End() => watchman?.Join();

    private void Walk(Func<string, Task<string>> look)
    {
        foreach (var place in places)
            diary.Add(look(place).GetAwaiter().GetResult());
    }
}

// prints:
// gate quiet, yard quiet, roof quiet
