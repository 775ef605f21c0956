// All ovens are waited for with a limit each, and nobody looks which of them was done.
class Program
{
    static void Main()
    {
        var bakery = new Bakery();
        Console.WriteLine(bakery.Bake(["rye", "wheat"]));
    }
}

class Bakery
{
    private readonly List<string> loaves = [];

    public string Bake(string[] doughs)
    {
        var ovens = new List<Thread>();
        foreach (var dough in doughs)
        {
            var oven = new Thread(() => loaves.Add($"{dough} bread"));
            ovens.Add(oven);
            oven.Start();
            Thread.Sleep(20);
        }

        foreach (var oven in ovens)
            [|oven.Join|](60_000);
        return string.Join(", ", loaves);
    }
}

// prints:
// rye bread, wheat bread
