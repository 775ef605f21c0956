// The end of the first block is passed on by the link, and the last one is waited for.
using System.Threading.Tasks.Dataflow;

var wall = 0;
var burn = new TransformBlock<int, int>(clay => clay - 1);
var lay = new ActionBlock<int>(brick => wall += brick);
burn.LinkTo(lay, new DataflowLinkOptions { PropagateCompletion = true });

for (var clay = 1; clay <= 5; clay++)
    await burn.SendAsync(clay);
burn.Complete();
await lay.Completion;
Console.WriteLine($"{wall} bricks");

// prints:
// 10 bricks
