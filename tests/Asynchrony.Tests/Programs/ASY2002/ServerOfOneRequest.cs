// The listener runs in the background on purpose: Main is the client, waits for what it asked for, and nobody is served after that.
using System.Net;
using System.Net.Sockets;

class Program
{
    static void Main()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = new EchoServer(listener);
        new Thread(server.Serve) { IsBackground = true, Name = "echo" }.Start();

        foreach (var request in new[] { "ping", "upper case" })
            Console.WriteLine(Ask(((IPEndPoint)listener.LocalEndpoint).Port, request));
        server.Served.Wait();
        Console.WriteLine("bye");
    }

    private static string? Ask(int port, string request)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        using var stream = client.GetStream();
        var (writer, reader) = (new StreamWriter(stream) { AutoFlush = true }, new StreamReader(stream));
        writer.WriteLine(request);
        return reader.ReadLine();
    }
}

class EchoServer(TcpListener listener)
{
    public CountdownEvent Served { get; } = new(2);

    public void Serve()
    {
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            var stream = client.GetStream();
            var reader = new StreamReader(stream);
            var writer = new StreamWriter(stream);
            writer.WriteLine(reader.ReadLine()?.ToUpperInvariant());
            writer.Flush();
            Served.Signal();
        }
    }
}

// prints:
// PING
// UPPER CASE
// bye
