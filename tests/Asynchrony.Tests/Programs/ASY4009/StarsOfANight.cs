// An observer goes through the stars of a night while they come out: only those that are there at once are seen.
using var stars = new BlockingCollection<string>();
var counting = Task.Run(() =>
{
    var letters = 0;
    foreach (var star in [|stars|])
        letters += star.Length;
    return letters;
});

foreach (var star in new[] { "Vega", "Deneb", "Altair" })
{
    await Task.Delay(2);
    stars.Add(star);
}

stars.CompleteAdding();
Console.WriteLine($"{await counting} letters");

// prints:
// 15 letters
