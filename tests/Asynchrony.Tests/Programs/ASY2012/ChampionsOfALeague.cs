// no fix
// The generic cache of results is filled on a thread, by a static method of the same generic type.
class Program
{
    static void Main() => Console.WriteLine(Results<string>.Best);
}

static class Results<T>
{
    public static T? Best;

    static Results()
    {
        var playing = new Thread(Play);
        playing.Start();
        Console.WriteLine("playing");
        [|playing.Join|]();
    }

    private static void Play() => Best = default;
}
