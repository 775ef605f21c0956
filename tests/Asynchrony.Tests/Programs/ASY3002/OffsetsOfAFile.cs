// A while loop moves an offset on while the tasks that were given a chunk read it.
var file = new ChunkedFile("abcdefgh");
Console.WriteLine(await file.Upper(size: 3));

class ChunkedFile(string text)
{
    public async Task<string> Upper(int size)
    {
        var parts = new ConcurrentDictionary<int, string>();
        var pending = new List<Task>();
        var offset = 0;
        while (offset < text.Length)
        {
            var length = Math.Min(size, text.Length - offset);
            pending.Add(Task.Run(() => parts[[|offset|]] = text.Substring(offset, length).ToUpperInvariant()));
            offset += size;
        }

        await Task.WhenAll(pending);
        return string.Concat(parts.OrderBy(part => part.Key).Select(part => part.Value));
    }
}

// prints:
// ABCDEFGH
