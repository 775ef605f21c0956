// also ASY1002
// Each meal is cooked by a task that a parallel loop waits for, twice: by its result, and by its awaiter.
class Program
{
    static async Task Main()
    {
        var kitchen = new Kitchen();
        await kitchen.Serve(Enumerable.Range(1, 12).ToList());
        Console.WriteLine($"{kitchen.Served} served, {kitchen.Letters} letters");
    }
}

class Kitchen
{
    private int served;
    private int letters;

    public int Served => served;

    public int Letters => letters;

    public async Task Serve(List<int> patients)
    {
        await Task.Yield();
        Parallel.ForEach(patients, patient =>
        {
            // first the meal, then the way
            var meal = Cook(patient).[|Result|];
            Carry(meal).GetAwaiter().[|GetResult|]();
            Interlocked.Add(ref letters, meal.Length);
        });
    }

    private static async Task<string> Cook(int patient)
    {
        await Task.Yield();
        return patient % 2 == 0 ? "soup" : "porridge";
    }

    private async Task Carry(string meal)
    {
        await Task.Yield();
        if (meal.Length > 0)
            Interlocked.Increment(ref served);
    }
}

// prints:
// 12 served, 72 letters
