// The lift asks afterwards whether the doors have closed, and does not move before.
class Program
{
    static void Main()
    {
        var lift = new Lift();
        Console.WriteLine(lift.Move(blocked: false));
        Console.WriteLine(lift.Move(blocked: true));
    }
}

class Lift
{
    public string Move(bool blocked)
    {
        var floor = 0;
        using var never = new ManualResetEventSlim();
        var doors = new Thread(() =>
        {
            if (!blocked || never.Wait(200))
                floor = 3;
        });
        doors.Start();
        doors.Join(blocked ? 1 : 60_000);
        if (doors.IsAlive)
        {
            doors.Join();
            return "the doors are blocked";
        }

        return $"floor {floor}";
    }
}

// prints:
// floor 3
// the doors are blocked
