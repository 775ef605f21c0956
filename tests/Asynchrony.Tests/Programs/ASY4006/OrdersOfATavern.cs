// A cook drains the orders of a tavern and sleeps a moment, for ever; the tavern never closes while the cook looks.
var tavern = new Tavern();
var cook = new Thread(tavern.Cook);
cook.Start();
tavern.Order("stew");
tavern.Order("bread");
tavern.Close();
cook.Join();
Console.WriteLine("the kitchen is closed");

class Tavern
{
    private readonly BlockingCollection<string> orders = new();

    public void Order(string dish) => orders.Add(dish);

    public void Close() => orders.CompleteAdding();

    public void Cook()
    {
        while (true)
        {
            while ([|orders.TryTake|](out var dish))
            {
                Console.WriteLine(dish);
            }

            Thread.Sleep(5);
        }
    }
}

// prints:
// stew
// bread
// the kitchen is closed
