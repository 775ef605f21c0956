// The planner may be any: one that a subclass brings may look at what the thread writes, and one here does.
Console.WriteLine(new Garden().Work(new Eager()));
Console.WriteLine(new Garden().Work(new Thrifty()));

class Garden
{
    public int Watered { get; private set; }

    public string Work(Planner planner)
    {
        var hose = new Thread(() =>
        {
            for (var bed = 0; bed < 3; bed++)
                Watered++;
        });
        hose.Start();
        var plan = new List<string>();
        hose.Join();
        for (var day = 1; day <= 2; day++)
            plan.Add(planner.For(this, day));
        return string.Join(", ", plan);
    }
}

abstract class Planner
{
    public abstract string For(Garden garden, int day);
}

class Eager : Planner
{
    public override string For(Garden garden, int day) => $"dig {day}";
}

class Thrifty : Planner
{
    public override string For(Garden garden, int day) => $"water {garden.Watered * day}";
}

// prints:
// dig 1, dig 2
// water 3, water 6
