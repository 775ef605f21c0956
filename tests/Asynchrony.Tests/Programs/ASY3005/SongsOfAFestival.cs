// no fix
// Every stage is a task that a loop starts; the programme is one static list, and the lambda is nothing but the change.
var festival = new[] { "sun", "moon", "star" };
var running = new Task[festival.Length];
for (var stage = 0; stage < festival.Length; stage++)
{
    var name = festival[stage];
    running[stage] = Task.Run(() => [|Programme.Songs.Add|](Programme.Compose(name)));
}

await Task.WhenAll(running);
Programme.Songs.Sort(StringComparer.Ordinal);
Console.WriteLine(string.Join(", ", Programme.Songs));

static class Programme
{
    public static readonly List<string> Songs = [];

    public static string Compose(string stage) => new([.. stage.Reverse()]);
}
