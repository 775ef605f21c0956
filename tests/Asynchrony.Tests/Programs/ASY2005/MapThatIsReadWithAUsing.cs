// no fix
// The heights could be added up before the join. But if that failed, the reader would be closed while the thread still reads.
class Program
{
    static void Main() => Console.WriteLine(new Hike().Plan("3\n4\n5"));
}

class Hike
{
    private readonly int[] heights = [120, 340, 90];

    public string Plan(string text)
    {
        var kilometres = 0;
        var climb = 0;
        using var reader = new StringReader(text);
        var parsing = new Thread(() =>
        {
            while (reader.ReadLine() is { } line)
                kilometres += int.Parse(line);
        });
        parsing.Start();
        climb = 1;
        [|parsing.Join|]();

        foreach (var height in heights)
            climb += height;

        return $"{kilometres} km, {climb - 1} m";
    }
}

// prints:
// 12 km, 550 m
