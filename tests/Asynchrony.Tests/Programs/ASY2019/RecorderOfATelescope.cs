// no fix
// A recorder writes the night's pictures on a thread of its own. Its type has no way to deal with a disk that is full: that is for its author to decide.
class Program
{
    static void Main()
    {
        var folder = Directory.CreateTempSubdirectory("telescope").FullName;
        var recorder = new Recorder(folder);
        recorder.Start();
        for (var picture = 1; picture <= 3; picture++)
            recorder.Take([(byte)picture, 7]);
        recorder.Stop();
        Console.WriteLine(string.Join(" ", Directory.GetFiles(folder).Select(Path.GetFileName).Order()));
        Directory.Delete(folder, recursive: true);
    }
}

class Recorder
{
    private readonly BlockingCollection<byte[]> pictures = new(boundedCapacity: 8);
    private readonly string folder;
    private readonly Thread writer;

    public Recorder(string folder)
    {
        this.folder = folder;
        writer = [|new Thread|](Write) { Name = "recorder" };
    }

    public void Start() => writer.Start();

    public void Take(byte[] picture) => pictures.Add(picture);

    public void Stop()
    {
        pictures.CompleteAdding();
        writer.Join();
    }

    private void Write()
    {
        var number = 0;
        foreach (var picture in pictures.GetConsumingEnumerable())
            Save(++number, picture);
    }

    private void Save(int number, byte[] picture)
    {
        using var file = new FileStream(Path.Combine(folder, $"{number:000}.raw"), FileMode.CreateNew);
        file.Write(picture);
    }
}

// prints:
// 001.raw 002.raw 003.raw
