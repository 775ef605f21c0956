// A bakery sells its loaves in a thread that begins before the oven is opened.
var bakery = new Bakery();
bakery.Open();
for (var loaf = 1; loaf <= 6; loaf++)
    bakery.Bake(loaf * 100);
Console.WriteLine($"{bakery.Close()} grams sold");

class Bakery
{
    private readonly BlockingCollection<int> loaves = new();
    private readonly Thread selling;
    private int sold;

    public Bakery() => selling = new Thread(Sell);

    public void Open() => selling.Start();

    public void Bake(int grams) => loaves.Add(grams);

    public int Close()
    {
        loaves.CompleteAdding();
        selling.Join();
        return sold;
    }

    private void Sell()
    {
        foreach (var loaf in [|loaves|])
            sold += loaf;
    }
}

// prints:
// 2100 grams sold
