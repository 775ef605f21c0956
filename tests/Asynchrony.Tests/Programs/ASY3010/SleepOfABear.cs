// no fix
// The last thing in the method is a look at what the timer has done; that it was told to come once does not say when.
var cave = new Cave();
Console.WriteLine(cave.Look() is "asleep" or "awake");

class Cave
{
    public string Look()
    {
        var state = "asleep";
        var spring = new System.Timers.Timer(TimeSpan.FromMilliseconds(2)) { AutoReset = false };

        void Wake(object? sender, System.Timers.ElapsedEventArgs time) => state = "awake";

        spring.Elapsed += Wake;
        spring.Start();
        Thread.SpinWait(1000);
        return [|state|];
    }
}

// prints:
// True
