// The spinner has no end of its own: it is to turn while the installer works, and to go with it.
class Installer
{
    private static readonly string[] Steps = ["unpack", "copy", "register"];
    private int done;

    static void Main()
    {
        var installer = new Installer();
        var spinner = new Thread(installer.Spin) { IsBackground = true };
        spinner.Start();
        foreach (var step in Steps)
            installer.Do(step);
        Console.WriteLine("installed");
    }

    private void Spin()
    {
        for (var turn = 0; ; turn = (turn + 1) % 4)
        {
            Console.Error.Write($"\r{"|/-\\"[turn]} {Volatile.Read(ref done)}");
            Thread.Sleep(100);
        }
    }

    private void Do(string step)
    {
        Console.WriteLine($"{step} ok");
        Interlocked.Increment(ref done);
    }
}

// prints:
// unpack ok
// copy ok
// register ok
// installed
