// no fix
// The lines of a text are read until there is none, and pile up before the one who numbers them.
var desk = new Desk(new StringReader("one\ntwo\nthree"));
var numbering = desk.Number();
desk.Read();
Console.WriteLine(await numbering);

class Desk(TextReader source)
{
    private readonly Channel<string> lines = [|Channel.CreateUnbounded<string>|]();

    public void Read()
    {
        try
        {
            while (true)
            {
                var line = source.ReadLine();
                if (line is null)
                    break;
                lines.Writer.TryWrite(line);
            }
        }
        finally
        {
            lines.Writer.Complete();
        }
    }

    public async Task<string> Number()
    {
        var text = "";
        var number = 0;
        await foreach (var line in lines.Reader.ReadAllAsync())
            text += $"{++number}:{line} ";
        return text.Trim();
    }
}

// prints:
// 1:one 2:two 3:three
