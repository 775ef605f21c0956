// The postcards of a journey are stamped and franked by two blocks; the post office closes when the last card is franked.
using System.Threading.Tasks.Dataflow;

var counter = new Counter();
var stamp = new TransformBlock<string, Postcard>(text => new Postcard(text, text.Length > 12 ? 95 : 70));
var frank = new ActionBlock<Postcard>(counter.Frank);
[|stamp.LinkTo|](frank);

foreach (var text in new[] { "sunny in Porto", "rain again", "home on Friday" })
    await stamp.SendAsync(text);

stamp.Complete();
await frank.Completion;
Console.WriteLine($"{counter.Cards} cards for {counter.Cents} cents");

record Postcard(string Text, int Cents);

class Counter
{
    public int Cards { get; private set; }

    public int Cents { get; private set; }

    public void Frank(Postcard card)
    {
        Cards++;
        Cents += card.Cents;
    }
}

// prints:
// 3 cards for 260 cents
