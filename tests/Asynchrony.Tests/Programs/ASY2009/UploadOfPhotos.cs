// also ASY1002
// Two async threads in an async method: the upload is over when both have only begun.
class Program
{
    static async Task Main()
    {
        var album = new Album();
        await album.Upload("sea", "hills");
        Console.WriteLine(album.Uploaded);
    }
}

class Album
{
    private int uploaded;

    public int Uploaded => Volatile.Read(ref uploaded);

    public async Task Upload(string first, string second)
    {
        var one = [|new Thread|](async () =>
        {
            await Send(first);
            Interlocked.Increment(ref uploaded);
        });
        one.Start();
        Thread two = [|new|](async () =>
        {
            await Send(second);
            Interlocked.Increment(ref uploaded);
        }) { IsBackground = true };
        two.Start();
        one.Join(); // the first
        two.Join(); // the second
        await Console.Out.WriteLineAsync("both");
    }

    private static async Task Send(string photo) => await Task.Delay(photo.Length);
}

// prints:
// both
// 2
