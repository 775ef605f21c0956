// Each plate is counted by a task of its own; the local function leaves the using while the task may still look at the plate.
using System.Text;

var bright = 0;
var names = new StringBuilder();

foreach (var (name, sky) in new[] { ("north", "..*..*"), ("south", "*.....") })
    await Study(name, sky);
Console.WriteLine($"{names}: {bright}");

async Task Study(string name, string sky)
{
    using (var plate = new Plate(sky))
    {
        /* the long part */ var counting = Task.Factory.StartNew(() =>
        {
            var found = 0;
            while (found < sky.Length && [|plate|].At(found) != '\0')
                found++;
            Volatile.Write(ref bright, bright + sky.Count(star => star == '*'));
        }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

        names.Append(name[0]); // the plate is labelled meanwhile
        await Task.Yield();
    }
}

sealed class Plate(string sky) : IDisposable
{
    private string? glass = sky;

    public char At(int place) => (glass ?? throw new ObjectDisposedException(nameof(Plate)))[place];

    public void Dispose() => glass = null;
}

// prints:
// ns: 3
