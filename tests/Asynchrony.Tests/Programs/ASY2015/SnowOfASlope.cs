// no fix
// The groomer raises a flag when the slope is ready. It is volatile and right, but the lift asks for it again and again.
class Program
{
    static void Main()
    {
        var slope = new Slope();
        slope.Open();
        Console.WriteLine("the lift runs");
    }
}

class Slope
{
    private volatile bool isGroomed;

    public void Open()
    {
        var groomer = new Thread(() =>
        {
            Console.WriteLine("grooming");
            isGroomed = true;
        });
        groomer.IsBackground = true;
        groomer.Start();

        do
        {
            [|Thread.Sleep|](TimeSpan.FromMilliseconds(2));
        }
        while (!isGroomed);
    }
}

// prints:
// grooming
// the lift runs
