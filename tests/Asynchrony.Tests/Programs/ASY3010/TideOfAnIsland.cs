// no fix
// An async method pauses and looks: a pause is no word from the clock.
var island = new Island();
Console.WriteLine(await island.Watch() >= 0);

class Island
{
    private readonly System.Timers.Timer tide = new(3);

    public async Task<double> Watch()
    {
        double height = 0;
        tide.Elapsed += (_, moment) =>
        {
            height += moment.SignalTime.Year > 2000 ? 0.5 : 0; // half a metre
        };

        tide.Start();
        await Task.Delay(20);
        var seen = [|height|];
        tide.Stop();
        return seen;
    }
}

// prints:
// True
