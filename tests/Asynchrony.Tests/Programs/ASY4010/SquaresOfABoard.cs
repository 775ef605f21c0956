// no fix
// The squares of a board are worked out by a block that keeps four, and are taken only when all were sent.
using System.Threading.Tasks.Dataflow;

var squares = new TransformBlock<int, int>(number => number * number, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 });
for (var number = 1; number <= 8; number++)
    await [|squares.SendAsync|](number);
squares.Complete();

var sum = 0;
while (await squares.OutputAvailableAsync())
    sum += await squares.ReceiveAsync();
Console.WriteLine(sum);
