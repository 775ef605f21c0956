// no fix
// The machine is an abstract class with one kind of it, and behind an await the guests throw their coins at once.
var arcade = new Arcade(new Pinball());
await arcade.Evening(guests: 4);

abstract class Machine
{
    protected int coins;

    public abstract void Insert(int coin);
}

class Arcade(Machine machine)
{
    private readonly Machine machine = machine;

    public async Task Evening(int guests)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, guests), async (guest, stop) =>
        {
            await Task.Delay(1, stop);
            [|Play|](guest);
        });
    }

    private void Play(int guest) => machine.Insert(guest);
}

class Pinball : Machine
{
    public override void Insert(int coin)
    {
        coins += coin;
        Console.WriteLine(coins);
    }
}
