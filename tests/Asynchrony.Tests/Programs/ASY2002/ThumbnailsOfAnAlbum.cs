// A console tool hands everything to one method, which starts the thumbnails of an album and forgets them.
public static class Tool
{
    public static void Main() => Run(new Album("alps", "lake", "hut"));

    private static void Run(Album album)
    {
        Console.WriteLine($"{album.Pictures.Count} pictures");
        // One task for all pictures: there are few.
        [|Task.Factory.StartNew|](() => album.MakeThumbnails(width: 64));

        var longest = "";
        foreach (var picture in album.Pictures)
            if (picture.Length > longest.Length)
                longest = picture;
        album.Title = longest;
    }
}

public sealed class Album
{
    private readonly List<string> thumbnails = new();

    public Album(params string[] pictures) => Pictures = pictures;

    public IReadOnlyList<string> Pictures { get; }

    public string Title { get; set; } = "untitled";

    public void MakeThumbnails(int width)
    {
        Thread.Sleep(10);
        foreach (var picture in Pictures)
            thumbnails.Add($"{picture}@{width}");
        Console.WriteLine(string.Join(" ", thumbnails));
    }
}

// prints:
// 3 pictures
// alps@64 lake@64 hut@64
