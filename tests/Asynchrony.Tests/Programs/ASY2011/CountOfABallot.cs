// no fix
// What follows under the lock needs what the thread has counted: to wait outside, the section has to be cut in two, and only the author knows where.
class Program
{
    static void Main() => Console.WriteLine(new Ballot(["yes", "no", "yes"]).Count());
}

class Ballot(string[] votes)
{
    private readonly object urn = new();
    private int yes;

    public string Count()
    {
        lock (urn)
        {
            var counting = new Thread(CountYes);
            counting.Start();
            Console.WriteLine("counting");
            [|counting.Join|]();
            return $"{yes} of {votes.Length}";
        }
    }

    private void CountYes()
    {
        foreach (var vote in votes)
        {
            lock (urn)
            {
                if (vote == "yes")
                    yes++;
            }
        }
    }
}
