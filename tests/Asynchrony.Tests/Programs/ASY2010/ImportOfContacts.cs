// The status line is to tell how many contacts were rejected, but looks while the import still counts them.
class Program
{
    static void Main()
    {
        var import = new ContactImport("Ada;ada@example.org\nLinus\nGrace;grace@example.org\n;nobody");
        var status = import.Run();
        Console.WriteLine(status);
        foreach (var contact in import.Contacts)
            Console.WriteLine(contact);
    }
}

record Contact(string Name, string Address);

class ContactImport(string text)
{
    private readonly List<string> journal = [];
    private int rejected;

    public List<Contact> Contacts { get; } = [];

    public string Run()
    {
        var reader = new Thread(Read);
        reader.Start();

        journal.Add("import started");
        var folder = Directory.CreateTempSubdirectory("contacts");
        var warning = [|rejected|] > 1 ? "check your file" : "all is well";
        journal.Add("folder made");
        reader.Join();

        var file = Path.Combine(folder.FullName, "contacts.txt");
        File.WriteAllLines(file, Contacts.Select(contact => contact.Name));
        var written = File.ReadAllLines(file).Length;
        folder.Delete(recursive: true);
        return $"{written} imported, {rejected} rejected, {warning}, {journal.Count} steps";
    }

    private void Read()
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(';') is [{ Length: > 0 } name, var address])
                Contacts.Add(new Contact(name, address));
            else
                rejected++;
        }
    }
}

// prints:
// 2 imported, 2 rejected, check your file, 2 steps
// Contact { Name = Ada, Address = ada@example.org }
// Contact { Name = Grace, Address = grace@example.org }
