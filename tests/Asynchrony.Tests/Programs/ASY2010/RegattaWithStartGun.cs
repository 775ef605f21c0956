// no fix
// The boats wait for the start gun, which is fired behind the read: waiting before the read would wait for ever.
class Program
{
    static void Main()
    {
        var regatta = new Regatta();
        regatta.Sail(["Arrow", "Breeze"], legs: 4);
        foreach (var line in regatta.Board)
            Console.WriteLine(line);
    }
}

class Regatta
{
    private readonly ManualResetEventSlim gun = new();
    private int rounded;

    public List<string> Board { get; } = [];

    public void Sail(string[] boats, int legs)
    {
        var fleet = new Thread(() =>
        {
            gun.Wait();
            foreach (var boat in boats)
                for (var leg = 0; leg < legs; leg++)
                    Round(boat, leg);
        });
        fleet.Start();

        Board.Add($"{boats.Length} boats at the start");
        Board.Add($"{[|rounded|]} buoys rounded before the gun");
        gun.Set();
        fleet.Join();
        Board.Add($"{rounded} buoys rounded");
    }

    private void Round(string boat, int leg)
    {
        if (boat.Length + leg > 0)
            rounded++;
    }
}

// prints:
// 2 boats at the start
// 0 buoys rounded before the gun
// 8 buoys rounded
