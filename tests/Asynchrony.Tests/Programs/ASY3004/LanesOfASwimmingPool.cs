// Each run counts for its own swimmer, or at the number that the loop gives it; counters that live in the run are captured by its own lambdas.
var swimmers = Enumerable.Range(0, 30).Select(number => new Swimmer { Lane = number % 6 }).ToList();
var metres = new long[swimmers.Count];
var strokes = new int[swimmers.Count];

Parallel.ForEach(swimmers, (swimmer, _, start) =>
{
    var turns = 0;
    Action turn = () => turns++;
    for (var length = 0; length <= swimmer.Lane; length++)
    {
        swimmer.Lengths++;
        metres[start] += 25;
        turn();
    }

    strokes[(int)start] += turns * 10;
    swimmer.Best = Math.Min(swimmer.Best, 60 - turns);
});

foreach (var lane in swimmers.GroupBy(swimmer => swimmer.Lane).OrderBy(lane => lane.Key))
    Console.WriteLine($"{lane.Key}: {lane.Sum(swimmer => swimmer.Lengths)} {lane.Min(swimmer => swimmer.Best)}");
Console.WriteLine($"{metres.Sum()} m, {strokes.Sum()} strokes");

sealed class Swimmer
{
    public int Lane { get; init; }

    public int Lengths { get; set; }

    public double Best { get; set; } = double.MaxValue;
}

// prints:
// 0: 5 59
// 1: 10 58
// 2: 15 57
// 3: 20 56
// 4: 25 55
// 5: 30 54
// 2625 m, 1050 strokes
