// no fix
// A recorder starts its thread before it knows where to write: what the thread finds depends on who is faster.
var recorder = new Recorder("orders");
Console.WriteLine(recorder.End().Length > 0);

sealed class Recorder
{
    private readonly Thread writer;
    private readonly string name;
    private string seen = "";

    public Recorder(string given)
    {
        writer = new Thread(Write) { IsBackground = true };
        [|writer.Start|]();
        name = given.ToUpperInvariant();
    }

    private void Write() => seen = $"begin of {name}";

    public string End()
    {
        writer.Join();
        return seen;
    }
}

// prints:
// True
