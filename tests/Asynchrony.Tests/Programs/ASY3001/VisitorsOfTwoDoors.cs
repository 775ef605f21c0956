// Two doors count into one number.
var fair = new Fair();
Console.WriteLine(await fair.Count(left: 1000, right: 500));

class Fair
{
    public async Task<string> Count(int left, int right)
    {
        var visitors = 0;
        var first = Task.Run(() =>
        {
            for (var visitor = 0; visitor < left; visitor++)
                visitors++;
        });
        var second = Task.Run(() =>
        {
            for (var visitor = 0; visitor < right; visitor++)
                [|visitors|]++;
        });
        await Task.WhenAll(first, second);
        return $"{visitors} visitors";
    }
}

// prints:
// 1500 visitors
