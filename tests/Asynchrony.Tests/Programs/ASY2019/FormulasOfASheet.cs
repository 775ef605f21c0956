// A parser that calls itself deeply gets a thread for its stack. It runs in the place of its caller: what it throws would have ended the program there too.
class Program
{
    static void Main()
    {
        var depth = 50_000;
        var formula = new string('(', depth) + "7" + new string(')', depth);
        Console.WriteLine(Sheet.Evaluate(formula));
    }
}

static class Sheet
{
    private const int Stack = 256 * 1024 * 1024;

    public static int Evaluate(string formula)
    {
        var result = 0;
        var parser = new Thread(() => result = Inner(formula, 0, formula.Length), Stack);
        parser.Start();
        parser.Join();
        return result;
    }

    private static int Inner(string formula, int start, int end) =>
        formula[start] == '(' ? Inner(formula, start + 1, end - 1) : int.Parse(formula.AsSpan(start, end - start));
}

// prints:
// 7
