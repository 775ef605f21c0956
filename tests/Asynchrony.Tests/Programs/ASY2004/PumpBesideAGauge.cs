// The gauge is joined at once, but the pump was started before it, by another call, and they need each other.
var plant = new Plant();
Console.WriteLine(plant.Fill(litres: 3));

class Plant
{
    private readonly BlockingCollection<int> flow = new(boundedCapacity: 1);
    private int level;

    public string Fill(int litres)
    {
        var pumping = Task.Run(() =>
        {
            for (var litre = 0; litre < litres; litre++)
                flow.Add(1);
            flow.CompleteAdding();
        });

        var gauge = new Thread(Read);
        gauge.Start();
        gauge.Join();
        return $"{level} litres, pump {(pumping.IsFaulted ? "broken" : "fine")}";
    }

    private void Read()
    {
        foreach (var litre in flow.GetConsumingEnumerable())
            level += litre;
    }
}

// prints:
// 3 litres, pump fine
