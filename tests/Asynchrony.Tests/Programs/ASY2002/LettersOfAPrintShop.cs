// Two presses run in the background; Main joins the one that is slow, and forgets the other.
namespace PrintShop;

public static class Program
{
    public static void Main()
    {
        var shop = new Shop(copies: 3);
        Console.WriteLine("open");
        Thread letters = new(shop.PrintLetters) { IsBackground = true, Name = "letters" }, cards = new(shop.PrintCards) { IsBackground = true };
        letters.Start();
        [|cards.Start|]();

        // The other press needs no help.
        letters.Join();
        File.WriteAllText("bill.txt", $"{shop.Letters} letters");
    }
}

public class Shop(int copies)
{
    public int Letters { get; private set; }

    public void PrintLetters()
    {
        for (var copy = 0; copy < copies; copy++)
            Letters++;
    }

    public void PrintCards()
    {
        Thread.Sleep(10);
        Console.WriteLine($"{copies * 2} cards");
    }
}

// prints:
// open
// 6 cards
