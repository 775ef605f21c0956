// no fix
// Received in the background or at once: who asks right behind the call reads what the other thread may be about to write.
using System.Net;
using System.Net.Sockets;

using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen();
using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
caller.Connect(listener.LocalEndPoint!);
using var called = listener.Accept();
Console.WriteLine(Phone.Ask(called) <= 8);

static class Phone
{
    public static int Ask(Socket called)
    {
        var received = 0;
        using var answer = new SocketAsyncEventArgs();
        answer.SetBuffer(new byte[8], 0, 8);
        answer.Completed += (_, done) => received = done.BytesTransferred;
        if (!called.ReceiveAsync(answer))
            return answer.BytesTransferred;
        return [|received|];
    }
}

// prints:
// True
