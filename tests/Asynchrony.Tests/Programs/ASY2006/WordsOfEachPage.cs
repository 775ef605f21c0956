// Every page is counted on a thread of its own, and has its own place in the result.
var pages = new[]
{
    "the quick brown fox",
    "jumps over the lazy dog",
    "the end",
};
var counter = new WordCounter("the");
var hits = counter.CountAll(pages);

for (var page = 0; page < pages.Length; page++)
    Console.WriteLine($"page {page + 1}: {hits[page]}");
Console.WriteLine($"all: {hits.Sum()}");

class WordCounter
{
    private readonly string word;

    public WordCounter(string word) => this.word = word;

    public int[] CountAll(string[] pages)
    {
        var hits = new int[pages.Length];

        for (int i = 0; i < pages.Length; i++)
        {
            // The page is read again and again, as a big one would be.
            var reader = new Thread(() =>
            {
                var found = 0;
                for (var pass = 0; pass < 100; pass++)
                    found += Count(pages[i]);
                hits[i] = found / 100;
            });
            reader.Start();
            [|reader.Join|]();
        }

        return hits;
    }

    private int Count(string page)
    {
        var found = 0;
        foreach (var part in page.Split(' '))
            if (part == word)
                found++;
        return found;
    }
}

// prints:
// page 1: 1
// page 2: 1
// page 3: 1
// all: 3
