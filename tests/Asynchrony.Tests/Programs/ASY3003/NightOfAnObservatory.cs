// The dome is closed when the source has its result, and that is the last thing the body does with it; parallel loops come back by themselves.
using System.Collections.Immutable;

class Program
{
    static async Task Main()
    {
        var observatory = new Observatory();
        Console.WriteLine(await observatory.Watch(ImmutableArray.Create("mars", "venus", "io")));
        Console.WriteLine(observatory.Calibrate(4));
    }
}

class Observatory
{
    public async Task<string> Watch(ImmutableArray<string> targets)
    {
        var seen = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var dome = new Dome())
        {
            new Thread(() =>
            {
                try
                {
                    var letters = 0;
                    foreach (var target in targets)
                        letters += dome.Look(target);
                    seen.SetResult(letters);
                }
                catch (Exception e)
                {
                    seen.SetException(e);
                }
            }) { IsBackground = true, Name = "dome" }.Start();

            return $"{await seen.Task} letters";
        }
    }

    public long Calibrate(int mirrors)
    {
        using var dome = new Dome();
        var sum = 0L;
        Parallel.For(0, mirrors, mirror => Interlocked.Add(ref sum, dome.Look(new string('m', mirror))));
        Enumerable.Range(0, mirrors).ToList().ForEach(mirror => sum += dome.Look("x"));
        return sum + new[] { "a", "bb" }.AsParallel().Sum(dome.Look);
    }
}

sealed class Dome : IDisposable
{
    private bool closed;

    public int Look(string target) => closed ? throw new ObjectDisposedException(nameof(Dome)) : target.Length;

    public void Dispose() => closed = true;
}

// prints:
// 11 letters
// 13
