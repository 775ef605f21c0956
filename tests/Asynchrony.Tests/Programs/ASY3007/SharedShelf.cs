// What is under the lock is a collection that must be alone; whatever is computed for it was computed before, and a loop that is not parallel may lock all day.
using System.Text;

var shelf = new Shelf();
Parallel.ForEach(new[] { "jam", "honey", "salt" }, name =>
{
    lock (shelf.Labels)
        shelf.Labels.Add(name);
});
Parallel.ForEach(new[] { 3, 1, 2 }, number =>
{
    var label = shelf.Labels[number - 1] + number;
    lock (shelf.Text)
        shelf.Text.Append(label);
});
new List<int> { 1, 2, 3 }.ForEach(number =>
{
    lock (shelf)
    {
        shelf.Weight += Math.Abs(number) * 2;
    }
});
Console.WriteLine($"{shelf.Labels.Count} {shelf.Text.Length} {shelf.Weight}");

class Shelf
{
    public List<string> Labels { get; } = [];

    public StringBuilder Text { get; } = new();

    public int Weight { get; set; }
}

// prints:
// 3 15 12
