// no fix
// Called directly, what the parser throws would reach the handler, which is there for something else.
class Program
{
    static void Main()
    {
        var import = new Import("7,9,12", limit: 2);
        Console.WriteLine(import.Run());
    }
}

class Import(string line, int limit)
{
    private readonly List<int> numbers = [];

    public string Run()
    {
        try
        {
            var parser = new Thread(Parse);
            parser.Start();
            [|parser.Join|]();
            return Checked();
        }
        catch (InvalidOperationException tooMany)
        {
            return tooMany.Message;
        }
    }

    private string Checked() => numbers.Count > limit ? throw new InvalidOperationException($"{numbers.Count} of {limit}") : "fine";

    private void Parse()
    {
        foreach (var cell in line.Split(','))
            numbers.Add(int.Parse(cell));
    }
}

// prints:
// 3 of 2
