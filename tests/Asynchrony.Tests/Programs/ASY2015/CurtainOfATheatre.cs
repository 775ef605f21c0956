// The stage manager waits for the curtain with a spinner, though it is an event.
var theatre = new Theatre();
theatre.Raise();
theatre.Begin();
Console.WriteLine("act one");

class Theatre
{
    private readonly ManualResetEventSlim raised = new(initialState: false);

    public void Raise() => new Thread(() =>
    {
        Console.WriteLine("the curtain goes up");
        raised.Set();
    }).Start();

    public void Begin()
    {
        var spinner = new SpinWait();
        while (!(raised.IsSet))
            [|spinner.SpinOnce|]();
    }
}

// prints:
// the curtain goes up
// act one
