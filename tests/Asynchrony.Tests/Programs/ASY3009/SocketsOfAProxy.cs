// A proxy keeps one listener for each port: the one that loses stays bound until somebody collects it.
using (var proxy = new Proxy())
    Console.WriteLine(proxy.Open(4));

sealed class Proxy : IDisposable
{
    private readonly ConcurrentDictionary<int, System.Net.Sockets.Socket> sockets = new();

    public string Open(int requests)
    {
        Parallel.For(0, requests, request =>
        {
            var socket = sockets.GetOrAdd(request % 2, _ => [|new System.Net.Sockets.Socket|](System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp));
            lock (socket)
                socket.NoDelay = true;
        });
        return $"{sockets.Count} sockets";
    }

    public void Dispose()
    {
        foreach (var socket in sockets.Values)
            socket.Dispose();
        sockets.Clear();
    }
}

// prints:
// 2 sockets
