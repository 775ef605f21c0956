// no fix
// The threads of two loops: made in one, started in another; each sows by an abstract hand that one type is.
var garden = new Garden(new Sower());
garden.Spring(beds: 4);

abstract class Hand
{
    public abstract void Sow(int bed);
}

class Garden(Hand hand)
{
    private readonly Hand hand = hand;

    public void Spring(int beds)
    {
        var helpers = new List<Thread>();
        for (var bed = 0; bed < beds; bed++)
        {
            var own = bed;
            helpers.Add(new Thread(() => { Console.WriteLine(own); [|hand.Sow|](own); }));
        }

        foreach (var helper in helpers)
            helper.Start();
        foreach (var helper in helpers)
            helper.Join();
    }
}

class Sower : Hand
{
    private readonly SortedDictionary<int, string> rows = [];

    public override void Sow(int bed)
    {
        rows[bed] = "peas";
    }
}
