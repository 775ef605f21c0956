// The counter is updated in a type that takes its lock inside, or by a caller that holds it; nobody else gets at it.
using System.Runtime.CompilerServices;

var stadium = new Stadium();
var gates = new List<Thread>();
foreach (var name in new[] { "east", "west", "south" })
{
    var gate = new Thread(() => stadium.Enter(name, 200)) { Name = name };
    gate.Start();
    gates.Add(gate);
}
gates.ForEach(gate => gate.Join());
Console.WriteLine(stadium);

sealed class Stadium
{
    private readonly Tally tally = new();
    private readonly Lock door = new();
    private int longest;
    private int scarves;

    public void Enter(string name, int guests)
    {
        for (var guest = 0; guest < guests; guest++)
        {
            tally.Count();
            using (door.EnterScope())
                Check(name, guest);
            Give();
        }
    }

    private void Check(string name, int guest)
    {
        if (name.Length > longest)
            longest = name.Length;
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    private void Give() => scarves++;

    public override string ToString() => $"{tally.Value} guests, {longest}, {scarves}";
}

sealed class Tally
{
    private int value;

    public int Value
    {
        get
        {
            lock (this)
                return value;
        }
    }

    public void Count()
    {
        lock (this)
            value++;
    }
}

// prints:
// 600 guests, 5, 600
