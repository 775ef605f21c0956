// A lift takes two packages at a time; what does not fit is left in the hall, and nobody asks.
using System.Threading.Tasks.Dataflow;

var upstairs = 0;
var lift = new ActionBlock<int>(async weight =>
{
    await Task.Delay(2);
    upstairs += weight;
}, new ExecutionDataflowBlockOptions { BoundedCapacity = 2 });

for (var weight = 1; weight <= 10; weight++)
    [|lift.Post|](weight);

lift.Complete();
await lift.Completion;
Console.WriteLine($"{upstairs} kg");

// prints:
// 55 kg
