// also ASY1002
// A library reads its atlas on a thread and joins it in async code: where the atlas is gone, nobody but the process hears of it.
class Program
{
    static async Task Main()
    {
        var library = new Library();
        try
        {
            Console.WriteLine($"{await library.Lend("no such atlas")} maps");
        }
        catch (FileNotFoundException)
        {
            Console.WriteLine("the atlas is lost");
        }
    }
}

class Library
{
    private int maps;

    public async Task<int> Lend(string atlas)
    {
        await Console.Out.WriteLineAsync($"looking for {atlas}");
        var clerk = [|new Thread|](() => maps = File.ReadAllLines(atlas).Length);
        clerk.Start();
        await Task.Delay(1);
        clerk.Join();
        return maps;
    }
}

// prints:
// looking for no such atlas
// the atlas is lost
