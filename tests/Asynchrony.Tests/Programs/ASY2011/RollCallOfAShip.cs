// no fix
// Under the lock of the list, a thread each is asked for; each of them has to write itself into the list.
class Program
{
    static void Main()
    {
        var ship = new Ship();
        Console.WriteLine(ship.Call(["mate", "cook"]));
    }
}

class Ship
{
    private readonly List<string> present = [];

    public int Call(string[] crew)
    {
        lock (present)
        {
            present.Clear();
            foreach (var name in crew)
            {
                var sailor = new Thread(() => Report(name));
                sailor.Start();
                [|sailor.Join|]();
            }

            return present.Count;
        }
    }

    private void Report(string name)
    {
        lock (present)
            present.Add(name);
    }
}
