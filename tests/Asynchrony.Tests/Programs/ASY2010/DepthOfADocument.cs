// What the thread writes and the caller reads has one name, but is not the same: each thread has a depth of its own, each half a counter.
class Program
{
    static void Main()
    {
        var document = new Document("(a (b (c)) d)", "((e) f)");
        Console.WriteLine(document.Measure());
    }
}

class Half(string text)
{
    public string Text => text;
    public int Words { get; set; }
}

class Document(params string[] texts)
{
    [ThreadStatic]
    private static int depth;

    private static readonly ThreadLocal<int> Visits = new(trackAllValues: true);

    private readonly Half[] halves = [.. texts.Select(text => new Half(text))];

    public string Measure()
    {
        var (front, back) = (halves[0], halves[1]);
        var deepest = 0;
        var worker = new Thread(() =>
        {
            deepest = Deepest(front.Text);
            front.Words = front.Text.Count(char.IsLetter);
        });
        worker.Start();

        var before = depth;
        var own = Deepest(back.Text);
        back.Words = back.Text.Count(char.IsLetter);
        var words = back.Words;
        worker.Join();

        return $"{before} {own} {deepest} {depth}, {words} + {front.Words} words, {Visits.Values.Sum()} letters";
    }

    private static int Deepest(string text)
    {
        var deepest = 0;
        foreach (var letter in text)
        {
            if (letter == '(')
                depth++;
            else if (letter == ')')
                depth--;
            deepest = Math.Max(deepest, depth);
            Visits.Value++;
        }
        return deepest;
    }
}

// prints:
// 0 2 3 0, 2 + 4 words, 20 letters
