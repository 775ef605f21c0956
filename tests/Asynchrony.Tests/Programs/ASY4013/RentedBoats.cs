// Boats that nobody takes out are dropped from the pier when a new one comes, and stay rented.
var pier = Channel.CreateBounded<Boat>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest }, boat => boat.Dispose());
var beach = [|Channel.CreateBounded<Boat>|](new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropNewest });
for (var number = 0; number < 4; number++)
{
    await pier.Writer.WriteAsync(new Boat());
    await beach.Writer.WriteAsync(new Boat());
}

Console.WriteLine($"{Boat.Rented} rented");

sealed class Boat : IDisposable
{
    public Boat() => Rented++;

    public static int Rented { get; private set; }

    public void Dispose() => Rented--;
}

// prints:
// 3 rented
