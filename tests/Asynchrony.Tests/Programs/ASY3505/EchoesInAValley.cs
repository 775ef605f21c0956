// no fix
// Static helpers of static helpers, down to a text that all of them write.
Enumerable.Range(1, 30).AsParallel().ForAll(call => [|Valley.Shout|](call));

static class Valley
{
    public static void Shout(int call)
    {
        Rock.Hit($"echo {call}");
    }
}

static class Rock
{
    public static void Hit(string sound) => Wall.Answer(sound.ToLowerInvariant());
}

static class Wall
{
    private static readonly System.Text.StringBuilder Heard = new();

    public static void Answer(string sound)
    {
        Heard.Append(sound);
        Console.WriteLine(sound);
    }
}
