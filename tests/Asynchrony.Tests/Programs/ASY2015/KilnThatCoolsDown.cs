// Each round does something: it looks at the kiln and writes down what it sees.
class Program
{
    static void Main()
    {
        var kiln = new Kiln(degrees: 30);
        var seen = kiln.CoolDown();
        Console.WriteLine(seen > 0 ? "cool" : "not looked at");
    }
}

class Kiln(int degrees)
{
    public int CoolDown()
    {
        var looks = 0;
        var cooling = new Thread(() =>
        {
            while (degrees > 20)
            {
                degrees--;
                Thread.Sleep(1);
            }
        });
        cooling.Start();
        do
        {
            looks++;
            Thread.Sleep(1);
        }
        while (cooling.IsAlive);

        return looks;
    }
}

// prints:
// cool
