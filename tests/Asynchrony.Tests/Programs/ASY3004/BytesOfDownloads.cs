// Downloads run as tasks, and each reports what it has received.
var downloads = new Downloads();
await downloads.Run(["a", "bb", "ccc", "dddd"]);
Console.WriteLine(downloads);

class Downloads
{
    private long received;
    private int finished;
    private int failed;

    public async Task Run(string[] names)
    {
        var running = new List<Task>();
        foreach (var name in names)
            running.Add(Task.Run(async () =>
            {
                try
                {
                    for (var part = 0; part < 100; part++)
                    {
                        var size = await Receive(name, part);
                        [|received|] += size;
                    }
                    [|finished|]++;
                }
                catch (FormatException)
                {
                    [|failed|]++;
                }
            }));

        await Task.WhenAll(running);
    }

    public override string ToString() => $"{finished} finished, {failed} failed, {received} bytes";

    private static async Task<int> Receive(string name, int part)
    {
        await Task.Yield();
        return name == "bb" && part == 50 ? throw new FormatException() : name.Length;
    }
}

// prints:
// 3 finished, 1 failed, 900 bytes
