// Each sensor is read by a task that asks for a thread of its own, and gives it back at once.
class Program
{
    static async Task Main()
    {
        var house = new House(["attic", "cellar", "kitchen"]);
        var readings = await house.Read();
        foreach (var reading in readings)
            Console.WriteLine(reading);
    }
}

class House(string[] rooms)
{
    public async Task<string[]> Read()
    {
        var tasks = rooms.Select(room => [|Task.Factory.StartNew|](
            async () =>
            {
                await Task.Delay(10 * room.Length);
                return $"{room}: {15 + room.Length} degrees";
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();
        return await Task.WhenAll(tasks);
    }
}

// prints:
// attic: 20 degrees
// cellar: 21 degrees
// kitchen: 22 degrees
