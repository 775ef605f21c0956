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
    private readonly string[] loaves = new string[2];

    public string Bake(string[] doughs)
    {
        var ovens = new List<Thread>();
        for (var shelf = 0; shelf < loaves.Length; shelf++)
        {
            var (at, dough) = (shelf, doughs[shelf]);
            var oven = new Thread(() => loaves[at] = $"{dough} bread");
            ovens.Add(oven);
            oven.Start();
        }

        foreach (var oven in ovens)
            [|oven.Join|](60_000);
        return string.Join(", ", loaves);
    }
}

// prints:
// rye bread, wheat bread
