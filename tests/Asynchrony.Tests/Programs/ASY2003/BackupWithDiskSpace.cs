// no fix
// The mail that tells of the backup leaves its mailbox only when it is given a line, so the early return cannot wait for it.
using System.Text;

class Program
{
    static int Main()
    {
        var disk = new Disk(free: 300);
        Console.WriteLine(new Backup(disk).Run([new Volume("home", 200), new Volume("mail", 50)]));
        Console.WriteLine(new Backup(disk).Run([new Volume("video", 900)]));
        Mailbox.Lines.CompleteAdding();
        return 0;
    }
}

record Volume(string Name, int Size);

class Disk(int free)
{
    public int Free { get; private set; } = free;

    public bool Take(int size)
    {
        if (size > Free)
            return false;
        Free -= size;
        return true;
    }
}

static class Mailbox
{
    public static readonly BlockingCollection<string> Lines = [];

    public static void Deliver(StringBuilder mail)
    {
        while (Lines.TryTake(out var line, Timeout.Infinite))
        {
            mail.AppendLine(line);
            if (line == "end")
                break;
        }
    }
}

class Backup(Disk disk)
{
    public bool Run(Volume[] volumes)
    {
        var mail = new StringBuilder();
        Thread reporter = new(() => Mailbox.Deliver(mail));
        reporter.Start();

        foreach (var volume in volumes)
        {
            if (!disk.Take(volume.Size))
                [|return|] false;
            Mailbox.Lines.Add($"{volume.Name}: {volume.Size}");
        }

        Mailbox.Lines.Add("end");
        reporter.Join();
        Console.Write(mail);
        return true;
    }
}

// prints:
// home: 200
// mail: 50
// end
// True
// False
