// Whether the mailbox is full is asked for in an if, while the cleanup still frees some of it.
class Program
{
    static void Main()
    {
        var mailbox = new Mailbox(quota: 100);
        mailbox.Receive("newsletter", 60);
        mailbox.Receive("invoice", 30);

        var clerk = new Clerk();
        clerk.Accept(mailbox, ("contract", 50));
        Console.WriteLine(string.Join(", ", mailbox.Subjects));
        Console.WriteLine(string.Join(", ", clerk.Notes));
    }
}

class Mailbox(int quota)
{
    private readonly Dictionary<string, int> mails = [];

    public int Used { get; private set; }
    public IEnumerable<string> Subjects => mails.Keys.Order();

    public void Receive(string subject, int size)
    {
        mails[subject] = size;
        Used += size;
    }

    public void CleanUp()
    {
        foreach (var subject in mails.Keys.Where(subject => subject.EndsWith("letter")).ToList())
        {
            mails.Remove(subject, out var size);
            Used -= size;
        }
    }

    public bool HasRoomFor(int size) => Used + size <= quota;
}

class Clerk
{
    public List<string> Notes { get; } = [];

    public void Accept(Mailbox mailbox, (string Subject, int Size) mail)
    {
        var cleanUp = new Thread(() => mailbox.CleanUp());
        cleanUp.Start();
        Notes.Add($"{mail.Subject} is waiting");

        // A full mailbox bounces the mail.
        if (![|mailbox.HasRoomFor(mail.Size)|])
            Notes.Add("bounced");

        cleanUp.Join(); // the mailbox is clean now
        mailbox.Receive(mail.Subject, mail.Size);
        Notes.Add($"{mailbox.Used} used");
    }
}

// prints:
// contract, invoice
// contract is waiting, 80 used
