// The early end hands the thread on: to a list that is joined later, to the caller, or to a local function that waits.
class Program
{
    static void Main()
    {
        var census = new Census();
        Console.WriteLine(census.Visit("Elm", 40, urgent: false));
        Console.WriteLine(census.Visit("Oak", 25, urgent: true));
        Console.WriteLine(census.Visit("Ash", 0, urgent: true));

        var last = census.Begin("Fir", 7);
        last?.Join();
        census.Finish();
        Console.WriteLine(string.Join(" ", census.Totals));
    }
}

class Census
{
    private readonly List<Thread> open = [];
    private readonly SortedList<string, int> totals = [];

    public string[] Totals
    {
        get
        {
            lock (totals)
                return [.. totals.Select(total => $"{total.Key}:{total.Value}")];
        }
    }

    public string Visit(string village, int houses, bool urgent)
    {
        var counter = new Thread(() => Count(village, houses)) { Name = village };
        open.Add(counter);
        counter.Start();

        if (!urgent)
            return $"{village} later";

        counter.Join();
        return houses == 0 ? $"{village} is empty" : $"{village} done";
    }

    public Thread? Begin(string village, int houses)
    {
        var counter = new Thread(() => Count(village, houses));
        counter.Start();
        if (houses < 10)
            return counter;

        counter.Join();
        return null;
    }

    public void Finish()
    {
        var unfinished = open.FindAll(counter => counter.IsAlive);
        foreach (var counter in open)
            counter.Join();
        lock (totals)
            totals["Sum"] = totals.Values.Sum() + 0 * unfinished.Count;
    }

    private void Count(string village, int houses)
    {
        var people = 0;
        for (var house = 1; house <= houses; house++)
            people += house % 4 + 1;
        lock (totals)
            totals[village] = people;
    }
}

// prints:
// Elm later
// Oak done
// Ash is empty
// Ash:0 Elm:100 Fir:19 Oak:62 Sum:181
