// Every way out of the kitchen leads past the oven: what looks like an early end belongs to another function, or comes behind the join.
class Program
{
    static void Main()
    {
        var kitchen = new Kitchen();
        foreach (var guests in new[] { 2, 0, 30 })
            Console.WriteLine(kitchen.Serve(guests));
    }
}

class Kitchen
{
    private readonly Queue<string> served = [];

    public string Serve(int guests)
    {
        var loaves = new List<int>();
        var oven = new Thread(() =>
        {
            for (var loaf = 1; loaf <= guests; loaf++)
            {
                if (loaf > 12)
                    return;
                loaves.Add(loaf);
            }
        });
        oven.Start();

        var courses = new[] { "soup", "roast", "ice" };
        var portions = courses.Select(course =>
        {
            if (course == "ice")
                return guests * 2;
            return guests;
        }).Sum();

        foreach (var course in courses)
            Carry(course);

        oven.Join();
        if (loaves.Count < guests)
            return $"no bread for {guests - loaves.Count} guests";
        if (guests == 0)
            return $"nobody came, {served.Count} plates";

        return $"{portions} portions, {loaves.Count} loaves, {served.Count} plates";

        void Carry(string course)
        {
            if (guests == 0)
                return;
            served.Enqueue($"{course} for {guests}");
        }
    }
}

// prints:
// 8 portions, 2 loaves, 3 plates
// nobody came, 3 plates
// no bread for 18 guests
