// Each task of the chain is awaited before the next, or comes behind it; the list below knows one guide at a time.
class Program
{
    static async Task Main()
    {
        var museum = new Museum();
        await museum.Lead(["x", "yy", "zzz"]);
        Console.WriteLine(museum.Seen);
    }
}

class Museum
{
    private readonly Guide guide = new();

    public string Seen => guide.Seen;

    public async Task Lead(string[] groups)
    {
        foreach (var group in groups)
            await Task.Run(() => guide.Show(group));

        var last = Task.CompletedTask;
        foreach (var group in groups)
            last = last.ContinueWith(_ => guide.Show(group.ToUpperInvariant()), TaskScheduler.Default);
        await last;
    }
}

class Guide
{
    private readonly Tour tour = new();

    public string Seen => tour.Seen;

    public void Show(string group) => tour.Walk(group);
}

class Tour
{
    private readonly Notes notes = new();

    public string Seen => notes.ToString();

    public void Walk(string group) => notes.Write(group);
}

class Notes
{
    private readonly System.Text.StringBuilder text = new();

    public void Write(string group) => text.Append(group).Append('.');

    public override string ToString() => text.ToString();
}

// prints:
// x.yy.zzz.X.YY.ZZZ.
