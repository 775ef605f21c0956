// A florist binds wreaths by a block and goes home when the last is ordered, not when it is bound.
using System.Threading.Tasks.Dataflow;

var florist = new Florist();
await florist.Bind(3, 5, 2);
Console.WriteLine($"{florist.Flowers} flowers");

class Florist
{
    public int Flowers { get; private set; }

    public async Task Bind(params int[] wreaths)
    {
        var binding = new ActionBlock<int>(async flowers =>
        {
            await Task.Delay(2);
            Flowers += flowers;
        });
        foreach (var wreath in wreaths)
            await binding.SendAsync(wreath);
        [|binding.Complete|]();
    }
}

// prints:
// 10 flowers
