// Whatever fails between start and join, a finally block waits for the thread.
var export = new Export();
Console.WriteLine(export.Write(["a"]));
try
{
    export.Write([]);
}
catch (InvalidDataException)
{
    Console.WriteLine($"{export.Headers} headers");
}

class Export
{
    private int headers;

    public int Headers => headers;

    public string Write(string[] rows)
    {
        var heading = new Thread(() => headers++);
        heading.Start();
        try
        {
            if (rows.Length == 0)
                throw new InvalidDataException();
            Console.WriteLine($"{rows.Length} rows");
        }
        finally
        {
            heading.Join();
        }

        return "written";
    }
}

// prints:
// 1 rows
// written
// 2 headers
