// no fix
// A timer alone keeps no process alive; for how long the ticker is to run nobody but the author knows.
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var exchange = new Exchange(opening: 12.5);
Console.WriteLine($"opens at {exchange.Price}");
var ticker = [|new Timer|](_ => exchange.Tick(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
Console.WriteLine("ticking");

class Exchange(double opening)
{
    private double price = opening;

    public double Price => price;

    public void Tick() => Console.WriteLine(price += 0.5);
}

// prints:
// opens at 12.5
// ticking
