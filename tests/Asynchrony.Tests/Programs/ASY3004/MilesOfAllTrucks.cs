// The trucks report at once, and what they report is added up behind an await: on whatever thread that is.
var trucks = Enumerable.Range(1, 64).Select(number => new Truck(number)).ToArray();
var depot = new Depot();
await depot.Collect(trucks, CancellationToken.None);
Console.WriteLine($"{depot.Miles} miles, {depot.Late} late");

class Depot
{
    private int miles, late;

    public int Miles => miles;

    public int Late => this.late;

    public async Task Collect(Truck[] trucks, CancellationToken stop) =>
        await Parallel.ForEachAsync(trucks, stop, async (truck, token) =>
        {
            var driven = await truck.ReportAsync(token).ConfigureAwait(false);
            if (driven % 7 == 0)
                [|this.late|] += 1;
            else
                [|miles|] += driven - 1;
        });
}

record Truck(int Number)
{
    public async Task<int> ReportAsync(CancellationToken stop)
    {
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        return Number;
    }
}

// prints:
// 1710 miles, 9 late
