// The thread uses a type that is nested in the one being made. That is a type of its own, and waits for nobody.
class Program
{
    static void Main() => Console.WriteLine(Menu.Price);
}

static class Menu
{
    public static readonly int Price;

    static Menu()
    {
        var cooking = new Thread(Kitchen.Cook);
        cooking.Start();
        Console.WriteLine("cooking");
        cooking.Join();
        Price = Kitchen.Cost * 2;
    }

    private static class Kitchen
    {
        public static int Cost;

        public static void Cook() => Cost = 4;
    }
}

// prints:
// cooking
// 8
