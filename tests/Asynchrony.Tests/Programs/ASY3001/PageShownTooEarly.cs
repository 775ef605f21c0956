// no fix
// The page is shown while it may still be loading: only the author knows whether to show it later or without its text.
var browser = new Browser();
await browser.Show("start");

class Browser
{
    public async Task Show(string name)
    {
        var text = "loading";
        var load = Task.Run(() =>
        {
            text = $"text of {name}";
        });

        Console.WriteLine([|text|].Length > 0);
        await load;
        Console.WriteLine(text);
    }
}

// prints:
// True
// text of start
