// Ten wagons are sent through a tunnel for three, while somebody counts them at the other end.
using var tunnel = new BlockingCollection<int>(3);
var counting = Task.Run(() =>
{
    var wagons = 0;
    foreach (var wagon in tunnel.GetConsumingEnumerable())
        wagons = Math.Max(wagons, wagon);
    return wagons;
});

for (var wagon = 1; wagon <= 10; wagon++)
    tunnel.Add(wagon);
tunnel.CompleteAdding();
Console.WriteLine($"{await counting} wagons");

// prints:
// 10 wagons
