// A concurrent value is made to be shared: to add to it behind the call needs no second factory.
var mailbox = new Mailbox();
mailbox.Send("Ann", "hi");
mailbox.Send("Ann", "bye");
Console.WriteLine(mailbox.Read("Ann"));

class Mailbox
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> boxes = new();

    public void Send(string to, string text) => boxes.GetOrAdd(to, _ => new ConcurrentQueue<string>()).Enqueue(text);

    public string Read(string whose) => string.Join(", ", boxes[whose]);
}

// prints:
// hi, bye
