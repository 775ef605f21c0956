// An async lambda counts itself in before its first await: in that call already, but on the thread of the pool.
using (var player = new Player())
    Console.WriteLine(player.Load(["a.mp3", "bc.mp3"]));

sealed class Player : IDisposable
{
    private readonly CountdownEvent loading = new(1);
    private int letters;

    public string Load(string[] names)
    {
        foreach (var name in names)
        {
            Task.Run(async () =>
            {
                [|loading.AddCount|]();
                await Task.Yield();
                Interlocked.Add(ref letters, name.Length);
                loading.Signal();
            });
        }

        loading.Signal();
        loading.Wait();
        return $"{Volatile.Read(ref letters)} letters";
    }

    public void Dispose() => loading.Dispose();
}

// prints:
// 11 letters
