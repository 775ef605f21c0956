namespace Tour.Closures;

/// <summary>Keeps a diary on a thread that begins to write before the constructor has come to its end.</summary>
internal sealed class HalfMade
{
    private readonly Thread _writing;
    private readonly string _title;
    private string _page = "";

    private HalfMade(string name)
    {
        _writing = new Thread(Write);
        _writing.Start();
        _title = $"The diary of {name}";
    }

    public static void Run() => Console.WriteLine($"  {new HalfMade("Anna").Close()}");

    private void Write() => _page = $"{_title}, the first of May";

    private string Close()
    {
        _writing.Join();
        return _page;
    }
}
