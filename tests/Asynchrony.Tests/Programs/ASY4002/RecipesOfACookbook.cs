// The recipes of a cookbook are parsed beside the cook, who notes what can be cooked.
var cookbook = new Cookbook(["pancakes: flour, milk, eggs", "omelette: eggs", "bread: flour, yeast"]);
var cookable = new List<string>();

await foreach (var recipe in cookbook.Open().ReadAllAsync())
    if (recipe.Needs("eggs"))
        cookable.Add(recipe.Name);

Console.WriteLine(string.Join(" and ", cookable));

record Recipe(string Name, string[] Ingredients)
{
    public bool Needs(string ingredient) => Ingredients.Contains(ingredient);

    public static Recipe Parse(string line)
    {
        var parts = line.Split(": ");
        return parts.Length == 2 ? new Recipe(parts[0], parts[1].Split(", ")) : throw new FormatException($"no recipe: {line}");
    }
}

class Cookbook(string[] lines)
{
    public ChannelReader<Recipe> Open()
    {
        var recipes = Channel.CreateBounded<Recipe>(1);
        _ = Task.Run(async () =>
        {
            foreach (var line in lines)
                await recipes.Writer.WriteAsync(Recipe.Parse(line));

            [|recipes.Writer.Complete|]();
        });
        return recipes.Reader;
    }
}

// prints:
// pancakes and omelette
