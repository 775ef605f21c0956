// no fix
// An abstract surveyor with one that does the work: test and assignment of the highest are two steps.
var range = new Range(new Barometer());
range.Climb(new[] { 812, 1604, 2301, 990 });

abstract class Surveyor
{
    public abstract void Measure(int metres);
}

class Range(Surveyor surveyor)
{
    private readonly Surveyor surveyor = surveyor;

    public void Climb(int[] peaks) => peaks.AsParallel().ForAll(peak => [|surveyor.Measure|](peak));
}

class Barometer : Surveyor
{
    private int highest;

    public override void Measure(int metres)
    {
        if (metres > highest)
            highest = metres;
        Console.WriteLine(metres);
    }
}
