// no fix
// Threads turn wheels; a wheel lifts buckets, a bucket fills the tank, and the tank has one level.
var mill = new Mill(wheels: 3);
mill.Turn();

class Mill(int wheels)
{
    private readonly Wheel wheel = new();

    public void Turn()
    {
        var threads = new Thread[wheels];
        for (var i = 0; i < wheels; i++)
        {
            threads[i] = new Thread(() =>
            {
                for (var turn = 0; turn < 10; turn++)
                    [|wheel.Lift|](turn);
            });
            threads[i].Start();
        }

        foreach (var thread in threads)
            thread.Join();
    }
}

class Wheel
{
    private readonly Bucket bucket = new();

    public void Lift(int turn)
    {
        bucket.Fill(turn % 2 + 1);
    }
}

class Bucket
{
    private readonly Tank tank = new();

    public void Fill(int litres) => tank.Pour(litres);
}

class Tank
{
    private double level;

    public void Pour(int litres)
    {
        Console.WriteLine(litres);
        level += litres * 0.9;
    }
}
