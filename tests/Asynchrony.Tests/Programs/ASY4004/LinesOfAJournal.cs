// A journal takes lines faster than it writes them: those that find it full are lost.
var journal = new Journal();
var writing = journal.Write();
for (var line = 1; line <= 100; line++)
    await journal.Add(line);
journal.Close();
Console.WriteLine($"{await writing} lines");

class Journal
{
    private readonly Channel<int> lines = Channel.CreateBounded<int>(4);

    public async Task Add(int line)
    {
        if (line % 10 == 0)
            await Task.Yield();
        [|lines.Writer.TryWrite|](line);
    }

    public void Close() => lines.Writer.Complete();

    public async Task<int> Write()
    {
        var written = 0;
        await foreach (var _ in lines.Reader.ReadAllAsync())
        {
            await Task.Delay(1);
            written++;
        }

        return written;
    }
}

// prints:
// 100 lines
