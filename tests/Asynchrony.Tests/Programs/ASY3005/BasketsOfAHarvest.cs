// no fix
// Pickers are threads that share a stack and a sorted list deep in what they call; and the farmer counts before all of them are home.
var orchard = new Orchard(trees: 12);
orchard.Pick(pickers: 3);

class Orchard(int trees)
{
    private readonly SortedList<int, string> sold = [];
    private readonly Stack<int> baskets = new();

    public void Pick(int pickers)
    {
        var threads = new List<Thread>();
        for (var picker = 1; picker <= pickers; ++picker)
        {
            var own = picker;
            threads.Add(new Thread(() => [|Climb|](own)));
        }

        threads.ForEach(thread => thread.Start());
        foreach (var thread in threads)
            thread.Join();
        Console.WriteLine(sold.Count + baskets.Count);
    }

    private void Climb(int picker)
    {
        for (var tree = picker; tree <= trees; tree += 3)
            Fill(tree);
    }

    private void Fill(int tree)
    {
        baskets.Push(tree * 10);
        if (tree % 4 == 0)
            sold.Add(tree, "market");
    }
}
