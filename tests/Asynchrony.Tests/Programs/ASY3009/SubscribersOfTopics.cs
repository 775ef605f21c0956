// no fix
// Everybody who subscribes to a topic is put into the list of that topic.
var topics = new Topics();
Parallel.Invoke(() => topics.Subscribe("prices", "anna"), () => topics.Subscribe("weather", "berta"));
topics.Subscribe("prices", "carl");
Console.WriteLine(string.Join(" ", topics.Of("prices").Order()));
Console.WriteLine(topics.IsKnown("weather"));
Console.WriteLine(topics.IsKnown("sports"));

sealed class Topics
{
    private readonly ConcurrentDictionary<string, List<string>> subscribers = new();

    public void Subscribe(string topic, string name) => subscribers.AddOrUpdate(
        topic,
        _ => new List<string> { name },
        (_, all) =>
        {
            [|all.Add|](name);
            return all;
        });

    public IReadOnlyList<string> Of(string topic) => subscribers.TryGetValue(topic, out var all) ? all : [];

    public bool IsKnown(string topic)
    {
        var isNew = false;
        subscribers.GetOrAdd(topic, _ =>
        {
            [|isNew|] = true;
            return new List<string>();
        });
        return !isNew;
    }
}

// prints:
// anna carl
// True
// False
