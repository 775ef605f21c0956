// Values that are computed and hold nothing may be computed twice.
var templates = new Templates();
Console.WriteLine(templates.Render("hello {0}", "Ann") + templates.Render("hello {0}", "Bob"));

class Templates
{
    private readonly ConcurrentDictionary<string, string[]> parts = new();

    public string Render(string template, string name)
    {
        var found = parts.GetOrAdd(template, text => text.Split("{0}"));
        return string.Join(name, found) + ";";
    }
}

// prints:
// hello Ann;hello Bob;
