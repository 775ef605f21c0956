// A tool that is called without a file has read its settings for nothing: the top-level return leaves the reader behind.
using System.Collections.Specialized;
using System.Text.Json;

var settings = new NameValueCollection();
var file = Path.GetTempFileName();
File.WriteAllText(file, """{ "level": "9", "name": "backup" }""");

var reader = new Thread(ReadSettings);
reader.Start();

var packer = new Packer();
if (args.Length == 0 && !packer.HasDefault)
{
    Console.WriteLine("no file to pack");
    [|return|] 0;
}

foreach (var name in args)
    packer.Add(name);
reader.Join();
Console.WriteLine(packer.Pack(settings["name"] ?? "archive"));
return 1;

void ReadSettings()
{
    using (var stream = File.OpenRead(file))
    {
        foreach (var entry in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            settings.Add(entry.Key, entry.Value);
    }

    File.Delete(file);
}

class Packer
{
    private readonly List<string> names = [];

    public bool HasDefault => names.Contains("default");

    public void Add(string name) => names.Add(name);

    public string Pack(string archive) => $"{archive}: {string.Join(",", names)}";
}

// prints:
// no file to pack
