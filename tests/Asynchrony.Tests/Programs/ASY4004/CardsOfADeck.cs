// A player draws from a deck, also when it is empty.
var deck = new Deck(["two", "ace"]);
for (var draw = 0; draw < 3; draw++)
    deck.Draw();
Console.WriteLine($"{deck.Letters} letters drawn");

class Deck
{
    private readonly ConcurrentStack<string> cards = new();

    public Deck(string[] names)
    {
        foreach (var name in names)
            cards.Push(name);
    }

    public int Letters { get; private set; }

    public void Draw()
    {
        [|cards.TryPop|](out var card);
        Letters += card!.Length;
        Console.WriteLine(card);
    }
}

// prints:
// ace
// two
// 6 letters drawn
