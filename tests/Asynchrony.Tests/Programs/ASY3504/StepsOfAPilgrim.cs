// no fix
// A generic road with one kind of counter behind its interface; the lambda says nothing of what it counts.
var road = new Road<Diary>(new Diary());
road.Walk(["gate", "bridge", "inn"]);

interface ICounter
{
    void Step(string place);
}

class Road<T>(T counter) where T : ICounter
{
    private readonly ICounter counter = counter;

    public void Walk(IEnumerable<string> places) => places.AsParallel().WithDegreeOfParallelism(2).ForAll(place => [|counter.Step|](place));
}

class Diary : ICounter
{
    private int steps;

    public void Step(string place)
    {
        steps++;
        Console.WriteLine(place);
    }
}
