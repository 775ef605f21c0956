// no fix
// A long manual is looked through by a thread as well. Where it was short, a join would fail, for the thread was never started.
using System.Text;

var translator = new Translator(new() { ["turn"] = "drehen", ["press"] = "tasten", ["off"] = "aus" });
Console.WriteLine(translator.Translate("turn off"));
Console.WriteLine(translator.Translate("press press press turn off"));
Console.WriteLine(translator.Translate("pull"));

class Translator(Dictionary<string, string> words)
{
    private const int Long = 4;

    public string Translate(string manual)
    {
        var text = manual.Split(' ');
        var repeated = 0;
        var review = new Thread(() =>
        {
            for (var at = 1; at < text.Length; at++)
                if (text[at] == text[at - 1])
                    repeated++;
        });
        if (text.Length >= Long)
            review.Start();

        var translated = new StringBuilder();
        foreach (var word in text)
        {
            if (!words.TryGetValue(word, out var german))
                [|return|] $"no word for '{word}'";
            translated.Append(german).Append(' ');
        }

        if (text.Length >= Long)
            review.Join();
        return $"{translated.ToString().TrimEnd()} ({repeated} repeated)";
    }
}

// prints:
// drehen aus (0 repeated)
// tasten tasten tasten drehen aus (2 repeated)
// no word for 'pull'
