// Speakers write into one protocol, each a line of two parts; in the wild the parts of one line end up in another.
using System.Text;

var meeting = new Meeting("budget");
meeting.Hold(["ann", "bo", "cy", "di", "ed", "flo"]);
Console.WriteLine(meeting.Protocol.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Aggregate((all, line) => $"{all} {line}"));

sealed class Meeting(string topic)
{
    private readonly StringBuilder protocol = new();

    public string Protocol => protocol.ToString();

    public void Hold(IEnumerable<string> speakers)
    {
        Parallel.ForEach(
            speakers,
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            speaker =>
            {
                var minutes = speaker.Length * topic.Length;
                [|protocol.Append|](speaker).Append(':').Append(minutes).Append('\n');
            });
    }
}

// prints:
// ann:18 bo:12 cy:12 di:12 ed:12 flo:18
