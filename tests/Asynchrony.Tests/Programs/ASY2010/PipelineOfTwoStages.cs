// A pipeline of tasks: each stage starts when the one before has ended, so nobody reads what is still written.
var pipeline = new Pipeline();
Console.WriteLine(await pipeline.Run(["3", "x", "5"]));

class Pipeline
{
    private int parsed;
    private int rejected;

    public async Task<string> Run(string[] lines)
    {
        var parsing = Task.Run(() =>
        {
            foreach (var line in lines)
            {
                if (int.TryParse(line, out _))
                    parsed++;
                else
                    rejected++;
            }
        });
        var summing = parsing.ContinueWith(_ => $"{parsed} of {parsed + rejected}", TaskScheduler.Default);

        Console.WriteLine("running");
        var summary = await summing;
        return $"{summary}, {rejected} rejected";
    }
}

// prints:
// running
// 2 of 3, 1 rejected
