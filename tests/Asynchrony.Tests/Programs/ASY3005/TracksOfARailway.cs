// A look whether the key is there, and the change that follows from it, in the last stage of a parallel query.
using System.Collections.Generic;

var network = new Network();
network.Lay(Enumerable.Range(1, 90));
Console.WriteLine(network.Describe());

class Network
{
    private readonly Dictionary<char, int> metres = new();

    internal void Lay(IEnumerable<int> sections) =>
        sections.AsParallel().Where(section => section % 3 != 0).ForAll(section =>
        {
            var gauge = section % 2 == 0 ? 'n' : 'w';
            if (metres.TryGetValue(gauge, out var laid))
                [|metres[gauge]|] = laid + section;
            else
                metres.Add(gauge, section);
        });

    internal string Describe()
    {
        var parts = metres.OrderBy(part => part.Key).Select(part => $"{part.Key}{part.Value}");
        return string.Join("/", parts);
    }
}

// prints:
// n1350/w1350
