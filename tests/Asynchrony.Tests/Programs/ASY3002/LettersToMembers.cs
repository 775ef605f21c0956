// The greeting is worked out in the loop, in a variable from before the loop: all letters may begin alike.
using System.Text;

class Program
{
    static async Task Main()
    {
        var office = new PostOffice();
        await office.Write([("Ada", true), ("Linus", false), ("Grace", true)]);
        foreach (var letter in office.Letters.OrderBy(letter => letter.Key))
            Console.WriteLine($"{letter.Key} {letter.Value}");
    }
}

class PostOffice
{
    public ConcurrentDictionary<int, string> Letters { get; } = new();

    public async Task Write(IEnumerable<(string Name, bool Paid)> members)
    {
        var writing = new List<Task>();
        string greeting;
        var number = 0;

        foreach (var (name, paid) in members)
        {
            number++;
            greeting = paid ? $"Dear {name}" : $"Attention {name}";

            // The letter is bound on the pool.
            writing.Add(Task.Factory.StartNew(() =>
            {
                var letter = new StringBuilder([|greeting|]);
                letter.Append(paid ? ", thank you" : ", pay now");
                Letters[[|number|]] = letter.ToString();
            }));
        }

        await Task.WhenAll(writing);
    }
}

// prints:
// 1 Dear Ada, thank you
// 2 Attention Linus, pay now
// 3 Dear Grace, thank you
