// The event comes from the finalizer, and the program waits for that; another handler keeps its numbers for itself.
using System.Runtime.CompilerServices;

string? fire = null;
TaskScheduler.UnobservedTaskException += (_, unobserved) =>
{
    fire = unobserved.Exception.InnerException?.Message;
    unobserved.SetObserved();
};

Burn();
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine(fire ?? "no fire");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Burn()
{
    var burning = new TaskCompletionSource();
    burning.SetException(new InvalidOperationException("the barn"));
    GC.KeepAlive(burning.Task.Exception is null);
}

// prints:
// no fire
