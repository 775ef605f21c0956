// Two tasks count the words of two chapters into one sum, and two threads sum up letters.
var chapters = new[]
{
    "It was the best of times, it was the worst of times",
    "it was the age of wisdom, it was the age of foolishness",
};
var book = new Book(chapters[0], chapters[1]);
Console.WriteLine($"{await book.Words()} words, {book.Letters()} letters");

class Book(string first, string second)
{
    public async Task<int> Words()
    {
        var words = 0;
        var one = Task.Run(() =>
        {
            foreach (var word in first.Split(' '))
                if (word.Length > 0)
                    words++;
        });
        var two = Task.Run(() =>
        {
            foreach (var word in second.Split(' '))
                if (word.Length > 0)
                    [|words|]++;
        });

        await Task.WhenAll(one, two);
        return words;
    }

    public long Letters()
    {
        long letters = 0;
        var front = new Thread(() => letters += first.Count(char.IsLetter));
        var back = new Thread(() => [|letters|] += second.Count(char.IsLetter));
        front.Start();
        back.Start();
        front.Join();
        back.Join();
        return letters;
    }
}

// prints:
// 24 words, 82 letters
