// The laundry of a hotel is washed and folded; each step is told by hand when the one before has ended.
using System.Threading.Tasks.Dataflow;

var folded = new List<string>();
var wash = new TransformBlock<string, string>(async piece =>
{
    await Task.Delay(1);
    return $"clean {piece}";
});
var fold = new ActionBlock<string>(folded.Add);
wash.LinkTo(fold);

foreach (var piece in new[] { "towel", "sheet", "apron" })
    wash.Post(piece);

wash.Complete();
await wash.Completion;
fold.Complete();
await fold.Completion;
Console.WriteLine(string.Join(", ", folded));

// prints:
// clean towel, clean sheet, clean apron
