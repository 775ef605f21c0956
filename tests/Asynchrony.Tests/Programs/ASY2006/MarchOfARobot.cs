// Each leg of the way begins where the one before has ended, and the place is kept in the robot.
var robot = new Robot();
robot.Walk("NNEES");
Console.WriteLine(robot);

class Robot
{
    private (int X, int Y) place;

    public void Walk(string way)
    {
        foreach (var step in way)
        {
            var motor = new Thread(() => Step(step)) { Name = $"step {step}" };
            motor.Start();
            motor.Join();
        }
    }

    public override string ToString() => $"{place.X} {place.Y}";

    private void Step(char direction) => place = direction switch
    {
        'N' => (place.X, place.Y + 1),
        'S' => (place.X, place.Y - 1),
        _ => (place.X + 1, place.Y),
    };
}

// prints:
// 2 1
