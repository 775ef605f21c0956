// A gate spins until a car comes.
var gate = new Gate();
var opening = new Thread(gate.Run);
opening.Start();
foreach (var car in new[] { "red", "green", "blue" })
    gate.Come(car);
gate.Close();
opening.Join();

class Gate
{
    private readonly BlockingCollection<string> cars = new();

    public void Come(string car) => cars.Add(car);

    public void Close() => cars.CompleteAdding();

    public void Run()
    {
        while (true)
        {
            if ([|cars.TryTake|](out var car))
            {
                Console.WriteLine($"the {car} one comes in");
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}

// prints:
// the red one comes in
// the green one comes in
// the blue one comes in
