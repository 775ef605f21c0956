// The bell thread is started for the break and again for the end of the break: a thread starts once.
class Program
{
    static void Main()
    {
        var school = new School();
        school.Break();
        Console.WriteLine($"rung {school.Rung} times");
    }
}

class School
{
    public int Rung { get; private set; }

    public void Break()
    {
        var bell = new Thread(Ring);
        bell.Start();
        Console.WriteLine("the break begins");
        bell.Join();
        [|bell.Start|]();
        Console.WriteLine("the break is over");
        bell.Join();
    }

    private void Ring()
    {
        Thread.Sleep(1);
        Rung++;
    }
}

// prints:
// the break begins
// the break is over
// rung 2 times
