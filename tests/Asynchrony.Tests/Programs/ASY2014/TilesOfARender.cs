// window application
// A pool of its own: each thread takes the next tile under a monitor, and waits there for ever when none is left.
using System.Diagnostics.CodeAnalysis;

var tracer = new Tracer(threads: 3, size: 4);
tracer.Render(scene: "sphere");
Console.WriteLine(tracer.Picture());

[SuppressMessage("Style", "IDE0044")]
class Tracer
{
    private readonly LinkedList<Action> tiles = new();
    private readonly char[] picture;
    private readonly int size;
    private int open;

    public Tracer(int threads, int size)
    {
        this.size = size;
        picture = new char[size * size];
        for (var number = 0; number < threads; number++)
        {
            Thread helper = [|new|](() =>
            {
                while (true)
                    Next()();
            });
            helper.Name = "tracer " + number;
            helper.Start();
        }
    }

    public void Render(string scene)
    {
        lock (tiles)
        {
            for (var at = 0; at < picture.Length; at++)
            {
                var (x, y) = (at % size, at / size);
                open++;
                tiles.AddLast(() =>
                {
                    picture[y * size + x] = Shade(scene, x, y);
                    Done();
                });
            }

            Monitor.PulseAll(tiles);
            while (open > 0)
                Monitor.Wait(tiles);
        }
    }

    public string Picture() => string.Join('/', picture.Chunk(size).Select(row => new string(row)));

    private Action Next()
    {
        lock (tiles)
        {
            while (tiles.First is null)
                Monitor.Wait(tiles);

            var tile = tiles.First.Value;
            tiles.RemoveFirst();
            return tile;
        }
    }

    private void Done()
    {
        lock (tiles)
            if (--open == 0)
                Monitor.PulseAll(tiles);
    }

    private static char Shade(string scene, int x, int y) => (x - 1.5) * (x - 1.5) + (y - 1.5) * (y - 1.5) < scene.Length / 2 ? 'o' : '.';
}

// prints:
// .oo./oooo/oooo/.oo.
