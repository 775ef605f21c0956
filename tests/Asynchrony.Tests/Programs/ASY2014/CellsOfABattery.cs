// window application
// The threads are handed to whoever drives the car, who sees to their end: the battery only makes them.
class Program
{
    static void Main()
    {
        var car = new Car();
        car.Drive(3);
        Console.WriteLine("parked");
    }
}

static class Battery
{
    public static Thread Cell(CountdownEvent full)
    {
        var cell = new Thread(() =>
        {
            while (true)
            {
                if (!full.IsSet)
                    full.Signal();
                Thread.Sleep(1);
            }
        });
        cell.Name = "cell";
        return cell;
    }
}

class Car
{
    public void Drive(int charge)
    {
        var full = new CountdownEvent(charge);
        var cell = Battery.Cell(full);
        cell.IsBackground = true;
        cell.Start();
        full.Wait();
        Console.WriteLine("full");
        Environment.Exit(0);
    }
}

// prints:
// full
