// A flag says who closes the sheet: the continuation, once the printer has it, or the caller, if it never got there.
var gallery = new Gallery();
Console.WriteLine(await gallery.Print("dune", copies: 2));
Console.WriteLine(await gallery.Print("fog", copies: 0));
Console.WriteLine(gallery.Closed);

class Gallery
{
    private int closed;

    public int Closed => Volatile.Read(ref closed);

    public async Task<string> Print(string title, int copies)
    {
        var sheet = new Sheet(() => Interlocked.Increment(ref closed));
        var handedOver = false;
        Task<string>? printing = null;

        try
        {
            if (copies > 0)
            {
                printing = Task.Run(() =>
                {
                    for (var copy = 0; copy < copies; copy++)
                        sheet.Draw(title);
                    var text = sheet.ToString();
                    sheet.Dispose();
                    return text;
                });
                handedOver = true;
            }
        }
        finally
        {
            if (!handedOver)
                sheet.Dispose();
        }

        return printing is null ? "nothing" : await printing;
    }
}

sealed class Sheet(Action onClosed) : IDisposable
{
    private readonly StringWriter lines = new();

    public void Draw(string title) => lines.Write($"[{title}]");

    public override string ToString() => lines.ToString();

    public void Dispose()
    {
        lines.Dispose();
        onClosed();
    }
}

// prints:
// [dune][dune]
// nothing
// 2
