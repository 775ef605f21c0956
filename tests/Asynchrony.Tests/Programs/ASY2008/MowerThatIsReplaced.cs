// One variable, two threads: the second start is that of another thread.
var garden = new Garden();
Console.WriteLine(garden.Mow());

class Garden
{
    private int strips;

    public string Mow()
    {
        var mower = new Thread(Strip);
        mower.Start();
        Console.WriteLine("left half");
        mower.Join();
        mower = new Thread(Strip);
        mower.Start();
        Console.WriteLine("right half");
        mower.Join();
        return $"{strips} strips";
    }

    private void Strip() => strips += 4;
}

// prints:
// left half
// right half
// 8 strips
