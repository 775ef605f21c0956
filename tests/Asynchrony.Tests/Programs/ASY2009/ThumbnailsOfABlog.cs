// A blog makes thumbnails in a long-running task whose async body leaves the thread it asked for at the first file.
class Program
{
    static async Task Main()
    {
        var blog = new Blog();
        blog.Start(["sea", "hill", "lake"]);
        await blog.Stop();
        Console.WriteLine($"{blog.Made} thumbnails");
    }
}

class Blog
{
    private Task? making;
    private int made;

    public int Made => Volatile.Read(ref made);

    public void Start(string[] pictures)
    {
        making = [|Task.Factory.StartNew|](async () =>
        {
            foreach (var picture in pictures)
            {
                await Task.Delay(picture.Length);
                Interlocked.Increment(ref made);
            }
        }, TaskCreationOptions.LongRunning).Unwrap();
    }

    public async Task Stop()
    {
        if (making is { } last)
            await last;
    }
}

// prints:
// 3 thumbnails
