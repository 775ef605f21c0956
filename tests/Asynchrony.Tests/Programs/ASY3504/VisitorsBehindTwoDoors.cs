// no fix
// Two bodies run side by side, and both ring the one bell that the program has behind the interface.
var house = new House(new Bell());
house.Open();

interface IBell
{
    void Ring(string door);
}

class House(IBell bell)
{
    private readonly IBell bell = bell;

    public void Open()
    {
        Parallel.Invoke(
            () =>
            {
                for (var guest = 0; guest < 5; guest++)
                    [|bell.Ring|]("front");
            },
            () => bell.Ring("back"));
    }
}

class Bell : IBell
{
    private int rings;

    public void Ring(string door)
    {
        rings = rings + 1;
        Console.WriteLine(door);
    }
}
