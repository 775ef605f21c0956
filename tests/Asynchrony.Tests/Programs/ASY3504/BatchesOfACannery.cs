// no fix
// Work items of a loop, and a property that sums up in the line behind the machine behind the hall.
var hall = new Hall();
var left = 6;
while (left > 0)
{
    var batch = left--;
    ThreadPool.QueueUserWorkItem(_ => [|hall.Run|](batch));
}

class Hall
{
    private readonly Machine machine = new();

    public void Run(int batch)
    {
        Console.WriteLine(batch);
        machine.Press(batch);
    }
}

class Machine
{
    private readonly Line line = new();

    public void Press(int batch)
    {
        for (var can = 0; can < batch; can++)
            line.Pass(can);
    }
}

class Line
{
    public int Weight { get; private set; }

    public void Pass(int can)
    {
        Weight += can * 3;
        Console.WriteLine(Weight);
    }
}
