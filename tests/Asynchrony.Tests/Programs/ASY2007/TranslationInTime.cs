// The wait is looked at: what is not there in time is not used.
class Program
{
    static void Main()
    {
        var translator = new Translator();
        Console.WriteLine(translator.Translate("gato"));
        Console.WriteLine(translator.Translate("???"));
    }
}

class Translator
{
    private readonly ManualResetEventSlim never = new();

    public string Translate(string word)
    {
        var text = "";
        var worker = new Thread(() =>
        {
            if (word == "???")
                never.Wait();
            text = word == "gato" ? "cat" : word;
        })
        {
            IsBackground = true,
        };
        worker.Start();
        return worker.Join(word == "???" ? 10 : 60_000) ? text : "no translation in time";
    }
}

// prints:
// cat
// no translation in time
