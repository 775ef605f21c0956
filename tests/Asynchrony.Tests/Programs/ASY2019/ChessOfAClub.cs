// The clock of a club reads each move from a text. One that is no number would end the club; the type has a word for such cases.
class Program
{
    static void Main()
    {
        var clock = new ChessClock();
        clock.Add("3");
        clock.Play("12", "e4");
        clock.Over.Wait();
        Console.WriteLine(string.Join(", ", clock.Notes.Order()));
    }
}

class ChessClock
{
    private readonly ConcurrentBag<string> notes = [];

    public CountdownEvent Over { get; } = new(2);

    public IEnumerable<string> Notes => notes;

    public void Add(string minutes)
    {
        try
        {
            notes.Add($"{int.Parse(minutes)} more minutes");
        }
        catch (Exception wrong)
        {
            Note(wrong);
        }
    }

    public void Play(params string[] moves)
    {
        foreach (var move in moves)
        {
            [|ThreadPool.UnsafeQueueUserWorkItem|](state =>
            {
                // A move is a number of seconds.
                var seconds = int.Parse((string)state!);
                notes.Add($"{seconds} seconds");
                Over.Signal();
            }, move);
        }
    }

    private void Note(Exception wrong)
    {
        notes.Add(wrong.GetType().Name);
        Over.Signal();
    }
}

// prints:
// 12 seconds, 3 more minutes, FormatException
