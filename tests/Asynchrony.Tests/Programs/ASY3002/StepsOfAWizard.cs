// The local function takes the number as its own parameter; the delegate is made anew for each round.
var wizard = new Wizard();
Console.WriteLine(await wizard.Run(steps: 3));

class Wizard
{
    private readonly string[] done = new string[3];

    public async Task<string> Run(int steps)
    {
        var tasks = new Task[steps];
        for (var step = 0; step < steps; step++)
            tasks[step] = Start(step);
        await Task.WhenAll(tasks);
        return string.Concat(done);

        Task Start(int number) => Task.Run(() => done[number] = number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

// prints:
// 012
