// also ASY1001
// A constant is put in by the compiler: the task that reads it never asks the type.
class Program
{
    static void Main() => Console.WriteLine(Units.Mile);
}

class Units
{
    private const double Yard = 0.9144;

    public static readonly double Mile = Task.Run(() => Math.Round(Yard * 1760)).Result;
}

// prints:
// 1609
