// The work is given what it needs by parameters and locals, and reads no field at all.
var import = new Import("a b c");
Console.WriteLine(await import.Words);

sealed class Import
{
    public Import(string text)
    {
        var separator = ' ';
        Words = Task.Run(() => text.Split(separator).Length);
        Text = text;
    }

    public string Text { get; }

    public Task<int> Words { get; }
}

// prints:
// 3
