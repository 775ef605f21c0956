// A console tool counts tiles by colour; the report asks for the blue ones before the count is over.
var mosaic = new Mosaic("rrbgb brb");
Console.WriteLine(mosaic.Report());

class Mosaic(string tiles)
{
    private readonly int[] counts = new int[2];
    private readonly List<string> notes = [];

    public string Report()
    {
        var counting = new Thread(() =>
        {
            foreach (var tile in tiles)
            {
                if (tile == 'r')
                    counts[0]++;
                else if (tile == 'b')
                    counts[1]++;
            }
        });
        counting.Start();

        notes.Add($"{tiles.Length} places");
        var blue = [|counts[1]|];
        notes.Add("colours asked for");
        counting.Join();
        return $"{blue} blue, {counts[0]} red, {notes.Count} notes";
    }
}

// prints:
// 4 blue, 3 red, 2 notes
