// Each decoder keeps a buffer for each thread, and never lets go of them.
class Program
{
    static void Main()
    {
        using var decoder = new Decoder(4);
        Console.WriteLine(decoder.Decode("abcdef"));
    }
}

class Decoder(int size) : IDisposable
{
    private readonly ThreadLocal<char[]> scratch = [|new|](() => new char[size]);

    public string Decode(string text)
    {
        var buffer = scratch.Value!;
        text.AsSpan(0, buffer.Length).CopyTo(buffer);
        Array.Reverse(buffer);
        return new string(buffer);
    }

    public void Dispose()
    {
        Console.WriteLine("decoder closed");
    }
}

// prints:
// dcba
// decoder closed
