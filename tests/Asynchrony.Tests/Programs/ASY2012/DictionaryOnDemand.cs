// also ASY1001
// The wait stands in the factory of a Lazy, which runs when the value is first asked for: the type is made by then.
class Program
{
    static void Main() => Console.WriteLine(Words.All["one"]);
}

class Words
{
    private static readonly string[] Known = ["one", "two"];

    private static readonly Lazy<Dictionary<string, int>> Numbers = new(() => Task.Run(Load).Result);

    public static Dictionary<string, int> All => Numbers.Value;

    private static Dictionary<string, int> Load()
    {
        var numbers = new Dictionary<string, int>();
        for (var i = 0; i < Known.Length; i++)
            numbers[Known[i]] = i + 1;
        return numbers;
    }
}

// prints:
// 1
