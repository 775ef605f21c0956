// One lock of eight for each vote, and the lock of the element: runs that do not meet do not wait.
var votes = new Votes();
votes.Count(Enumerable.Range(0, 400));
Console.WriteLine(votes.Total);

class Votes
{
    private readonly object[] gates = [.. Enumerable.Range(0, 8).Select(_ => new object())];
    private readonly int[] counts = new int[8];

    public int Total => counts.Sum();

    public void Count(IEnumerable<int> voters)
    {
        Parallel.ForEach(voters, voter =>
        {
            lock (gates[voter % 8])
            {
                counts[voter % 8] += Weight(voter);
            }
        });

        var districts = Enumerable.Range(0, 4).Select(number => new District(number)).ToList();
        Parallel.ForEach(districts.Concat(districts), district =>
        {
            lock (district.Gate)
                district.Sum += Weight(district.Number);
        });
        Console.WriteLine(districts.Sum(district => district.Sum));
    }

    private static int Weight(int voter) => voter % 2 + 1;
}

record District(int Number)
{
    public object Gate { get; } = new();

    public int Sum { get; set; }
}

// prints:
// 12
// 600
