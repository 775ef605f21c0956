// A tool writes a snapshot on a thread, and chooses the next name before the thread is done.
var shots = new Snapshots();
Console.WriteLine(shots.Save("first"));

class Snapshots
{
    private readonly List<string> written = [];

    public string Save(string title)
    {
        var name = title + ".png";
        var writer = new Thread(() =>
        {
            lock (written)
                written.Add(name);
        });
        writer.Start();
        [|name|] = title + ".bak";
        Console.WriteLine($"the next one is {name}");
        writer.Join();
        lock (written)
            return string.Join(' ', written);
    }
}

// prints:
// the next one is first.bak
// first.png
