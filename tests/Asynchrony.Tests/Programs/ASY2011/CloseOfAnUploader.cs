// also ASY1001
// Dispose waits for the uploads under the lock that every upload takes to say that it is done.
var uploader = new Uploader();
uploader.Upload("a.txt");
uploader.Dispose();
Console.WriteLine(uploader.Done);

sealed class Uploader : IDisposable
{
    private readonly object sync = new();
    private Task uploading = Task.CompletedTask;
    private bool closed;

    public int Done { get; private set; }

    public void Upload(string file) => uploading = Task.Run(() => Send(file));

    public void Dispose()
    {
        lock (sync)
        {
            closed = true;
            [|uploading.Wait|]();
        }
    }

    private void Send(string file)
    {
        Thread.Sleep(5);
        lock (sync)
            Done += closed ? file.Length : 0;
    }
}

// prints:
// 5
