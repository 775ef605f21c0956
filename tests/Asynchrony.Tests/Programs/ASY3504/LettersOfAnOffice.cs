// no fix
// A task for each letter, and three types further down the number of the day is counted up.
class Program
{
    static async Task Main()
    {
        var office = new Office();
        await office.Open(["bill", "love", "news"]);
    }
}

class Office
{
    private readonly Clerk clerk = new();

    public async Task Open(string[] letters)
    {
        var opening = new List<Task>();
        foreach (var letter in letters)
            opening.Add(Task.Run(() => [|clerk.Take|](letter)));
        await Task.WhenAll(opening);
    }
}

class Clerk
{
    private readonly Archive archive = new();

    public void Take(string letter)
    {
        if (letter.Length > 0)
            archive.Store(letter.ToUpperInvariant());
    }
}

class Archive
{
    private readonly Register register = new();

    public void Store(string letter) => register.Enter(letter);
}

class Register
{
    private int last;

    public void Enter(string letter)
    {
        last++;
        Console.WriteLine($"{letter} is number {last}");
    }
}
