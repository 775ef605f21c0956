// A message is sent again until the line takes it; each try needs to know that the one before has failed.
var line = new Line(failures: 2);
var attempts = 0;

for (var attempt = 1; attempt <= 5; attempt++)
{
    attempts = attempt;
    var sender = new Thread(() => line.Send("hello"));
    sender.Start();
    sender.Join();

    if (line.Sent == "hello")
        break;
}

Console.WriteLine($"sent after {attempts} attempts");

class Line
{
    private int failures;

    public Line(int failures) => this.failures = failures;

    public string? Sent { get; private set; }

    public void Send(string text)
    {
        if (failures-- > 0)
            return;
        Sent = text;
    }
}

// prints:
// sent after 3 attempts
