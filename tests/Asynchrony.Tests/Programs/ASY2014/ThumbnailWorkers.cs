// window application
// Two workers scale pictures as they come. They were given names, but no end.
using System.Runtime.CompilerServices;

var gallery = new Gallery(workers: 2);
foreach (var (name, width) in new[] { ("beach", 4000), ("forest", 3000), ("city", 6000) })
    gallery.Show(name, width);
Console.WriteLine(string.Join(", ", gallery.Thumbnails()));

record Picture(string Name, int Width)
{
    public Picture Scaled(int by) => this with { Width = Width / by };
}

class Gallery
{
    private readonly BlockingCollection<Picture> waiting = new(boundedCapacity: 8);
    private readonly ConcurrentBag<Picture> thumbnails = [];
    private readonly Thread[] workers;
    private readonly CountdownEvent open = new(1);

    public Gallery(int workers)
    {
        this.workers = new Thread[workers];
        for (var index = 0; index < workers; index++)
        {
            this.workers[index] = [|new Thread|](Scale)
            {
                // As it stands in the debugger.
                Name = $"thumbnails {index}",
            };
            this.workers[index].Start();
        }
    }

    public void Show(string name, int width)
    {
        open.AddCount();
        waiting.Add(new Picture(name, width));
    }

    public IEnumerable<string> Thumbnails()
    {
        open.Signal();
        open.Wait();
        return thumbnails.Select(picture => $"{picture.Name} {picture.Width}").Order();
    }

    private void Scale()
    {
        foreach (var picture in waiting.GetConsumingEnumerable())
        {
            thumbnails.Add(picture.Scaled(by: 20));
            Done();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Done() => open.Signal();
}

// prints:
// beach 200, city 300, forest 150
