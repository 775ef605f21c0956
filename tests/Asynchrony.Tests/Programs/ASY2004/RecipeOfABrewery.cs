// The mash is worked out on a thread whose body is short enough to stand where the thread stood.
var brewery = new Brewery();
brewery.Brew += litres => Console.WriteLine($"{litres} litres");
brewery.Plan(barrels: 3);

class Brewery
{
    public event Action<int>? Brew;

    public void Plan(int barrels)
    {
        var malt = 0;
        var water = 0;

        Thread mash = new Thread(() =>
        {
            malt = barrels * 20; // in kilograms
            water = malt * 4;
        });
        mash.Name = "mash";
        mash.Start();
        [|mash.Join|]();
        Brew?.Invoke(water - malt);
    }
}

// prints:
// 180 litres
