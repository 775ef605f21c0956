// no fix
// A task indexes the words in a method of the object, which asks for the comparer that is set last.
var index = new WordIndex(["b", "a"]);
Console.WriteLine(await index.Count());

sealed class WordIndex
{
    private readonly Task<int> building;
    private readonly string[] words;
    private readonly StringComparer? comparer;

    public WordIndex(string[] words)
    {
        this.words = words;
        building = [|Task.Run|](Build);
        comparer = StringComparer.OrdinalIgnoreCase;
    }

    public Task<int> Count() => building;

    private int Build() => words.Distinct(comparer ?? StringComparer.Ordinal).Count();
}

// prints:
// 2
