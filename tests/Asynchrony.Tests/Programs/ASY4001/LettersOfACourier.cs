// A courier brings letters one by one, and the porter counts them by floor.
var letters = [|Channel.CreateBounded<Letter>|](3);
var bringing = Bring(letters.Writer);

var floors = new SortedDictionary<int, int>();
await foreach (var letter in letters.Reader.ReadAllAsync())
    floors[letter.Floor] = floors.GetValueOrDefault(letter.Floor) + 1;

await bringing;
foreach (var (floor, count) in floors)
    Console.WriteLine($"floor {floor}: {count}");

static async Task Bring(ChannelWriter<Letter> to)
{
    foreach (var floor in new[] { 2, 0, 2, 1, 2 })
    {
        await Task.Delay(1);
        await to.WriteAsync(new Letter(floor));
    }
}

record Letter(int Floor);

// prints:
// floor 0: 1
// floor 1: 1
// floor 2: 3
