// The printer prints a letter while the desk goes on to the next customer with the same variable.
var desk = new Desk();
desk.Serve("Ada Lovelace", "Grace Hopper");
Console.WriteLine(string.Join("; ", desk.Letters));

class Desk
{
    private readonly List<string> letters = [];

    public IReadOnlyList<string> Letters => letters;

    public void Serve(string first, string second)
    {
        var salutation = Salute(first);
        var printer = new Thread(() =>
        {
            letters.Add($"{salutation}, your order has been sent");
        });
        printer.Start();

        // The next one waits already.
        [|salutation|] = Salute(second);
        Console.WriteLine($"{salutation}, how can we help you?");
        printer.Join();
    }

    private static string Salute(string name) => $"Dear {name.Split(' ')[0]}";
}

// prints:
// Dear Grace, how can we help you?
// Dear Ada, your order has been sent
