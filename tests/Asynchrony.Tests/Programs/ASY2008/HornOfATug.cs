// A tug sounds its horn, and the thread that does so is started once too often.
class Program
{
    static void Main()
    {
        var tug = new Tug();
        tug.Sound(3);
        Console.WriteLine("off we go");
    }
}

class Tug
{
    private int blasts;

    public void Sound(int times)
    {
        var horn = new Thread(() =>
        {
            for (var blast = 0; blast < times; blast++)
                blasts++;
        });
        horn.Start();
        [|horn.Start|]();
        Console.WriteLine("warning");
        horn.Join();
        Console.WriteLine($"{blasts} blasts");
    }
}

// prints:
// warning
// 3 blasts
// off we go
