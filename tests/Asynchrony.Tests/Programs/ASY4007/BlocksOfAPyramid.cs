// The last two blocks of a pyramid are sent when the builders have been told that there are no more: they get lost without a word.
using System.Threading.Tasks.Dataflow;

var height = 0;
var build = new ActionBlock<int>(block => height += block);
for (var block = 0; block < 3; block++)
    build.Post(2);
build.Complete();
[|build.Post|](1);
[|build.Post|](1);
await build.Completion;
Console.WriteLine($"{height} metres");

// prints:
// 8 metres
