// no fix
// Test and change of a dictionary, in the third type behind the lambda, from the last stage of a query.
var office = new Office();
new[] { "sea", "sky", "sea", "sun" }.AsParallel().Select(word => word.Trim()).ForAll(word => [|office.Translate|](word));

class Office
{
    private readonly Translator translator = new();

    public void Translate(string word) => translator.Find(word);
}

class Translator
{
    private readonly Memory memory = new();

    public void Find(string word)
    {
        Console.WriteLine(memory.Recall(word));
    }
}

class Memory
{
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    public string Recall(string word)
    {
        if (!words.TryGetValue(word, out var known))
            words.Add(word, known = new string([.. word.Reverse()]));
        return known;
    }
}
