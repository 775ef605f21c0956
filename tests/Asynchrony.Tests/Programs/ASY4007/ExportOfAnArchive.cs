// An archive is exported folder by folder; whatever happens on the way, the writer of the export is told that nothing more comes.
var archive = new Archive(("letters", 4), ("maps", 2), ("ledgers", 7));
var export = new Export();
await Task.WhenAll(archive.Send(export.Lines.Writer), export.Write());
Console.WriteLine($"{export.Written} lines");

class Archive(params (string Folder, int Sheets)[] folders)
{
    public async Task Send(ChannelWriter<string> lines)
    {
        try
        {
            foreach (var (folder, sheets) in folders)
                for (var sheet = 1; sheet <= sheets; sheet++)
                    await lines.WriteAsync($"{folder}/{sheet}");

            await lines.WriteAsync("end of archive");
            lines.Complete();
        }
        finally
        {
            [|lines.Complete|]();
        }
    }
}

class Export
{
    public Channel<string> Lines { get; } = Channel.CreateBounded<string>(3);

    public int Written { get; private set; }

    public async Task Write()
    {
        await foreach (var line in Lines.Reader.ReadAllAsync())
            if (line.Length > 0)
                Written++;
    }
}

// prints:
// 14 lines
