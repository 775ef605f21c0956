// A block that unloads a sled is handed on with its end: somebody else waits for it.
using System.Threading.Tasks.Dataflow;

var unloaded = new List<int>();
await Unload([4, 2, 6]);
unloaded.Sort();
Console.WriteLine(string.Join(", ", unloaded));

Task Unload(int[] parcels)
{
    var unload = new ActionBlock<int>(unloaded.Add);
    foreach (var parcel in parcels)
        unload.Post(parcel);
    unload.Complete();
    return unload.Completion;
}

// prints:
// 2, 4, 6
