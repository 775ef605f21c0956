// Nothing is left to do beside the sort: the thread costs more than it gives, and a plain call prints the same.
var playlist = new Playlist("mixed");
playlist.Add("So What", 545);
playlist.Add("Blue in Green", 337);
playlist.Add("Freddie Freeloader", 586);
playlist.Arrange();
playlist.Print();

record Track(string Title, int Seconds) : IComparable<Track>
{
    public int CompareTo(Track? other) => Seconds.CompareTo(other?.Seconds);
}

class Playlist(string name)
{
    private readonly List<Track> tracks = [];

    public event Action<string>? Arranged;

    public void Add(string title, int seconds) => tracks.Add(new Track(title, seconds));

    public void Arrange()
    {
        Arranged += what => Console.WriteLine($"{name}: {what}");
        var sorter = new Thread(Sort);
        sorter.Start();
        [|sorter.Join|](); // wait for the order
        Arranged?.Invoke($"shortest first, {Length()} s");
    }

    public void Print()
    {
        for (var track = 0; track < tracks.Count; track++)
            Console.WriteLine($"{track + 1} {tracks[track].Title}");
    }

    private int Length() => tracks.Sum(track => track.Seconds);

    private void Sort() => tracks.Sort();
}

// prints:
// mixed: shortest first, 1468 s
// 1 Blue in Green
// 2 So What
// 3 Freddie Freeloader
