// A scheduler that lets one task in at a time, a loop of one degree, and a query that is parallel no more where it counts.
var meadow = new Meadow();
await meadow.Graze(Enumerable.Range(1, 40));
meadow.Pass(Enumerable.Range(1, 40));
Console.WriteLine(meadow.Count(["cow", "goat", "sheep", "hen"]));
Console.WriteLine(meadow);

class Meadow
{
    private readonly ConcurrentExclusiveSchedulerPair gate = new();
    private int grass = 1000;
    private int bites;
    private int passed;

    public async Task Graze(IEnumerable<int> herds)
    {
        var turns = new TaskFactory(gate.ExclusiveScheduler);
        var grazing = new List<Task>();
        foreach (var herd in herds)
            grazing.Add(turns.StartNew(() =>
            {
                grass -= herd;
                bites++;
            }));
        await Task.WhenAll(grazing);
    }

    public void Pass(IEnumerable<int> herds) =>
        Parallel.ForEach(herds, new ParallelOptions { MaxDegreeOfParallelism = 1 }, herd => passed += herd % 2);

    public string Count(string[] animals)
    {
        var legs = 0;
        var lines = animals.AsParallel().AsOrdered().Select(animal => animal.ToUpperInvariant()).AsSequential().Select(animal =>
        {
            legs += animal == "HEN" ? 2 : 4;
            return animal.ToLowerInvariant();
        });
        return string.Join(' ', lines) + " " + legs;
    }

    public override string ToString() => $"{grass} left after {bites} bites, {passed} passed";
}

// prints:
// cow goat sheep hen 14
// 180 left after 40 bites, 20 passed
