namespace Asynchrony.Corpus;

/// <summary>A line of dots, one for each fiftieth of the work, so that a log of it stays short.</summary>
internal sealed class Progress(TextWriter writer)
{
    private const int Dots = 50;

    private int total;
    private int done;

    public void Begin(string what, int steps)
    {
        (total, done) = (Math.Max(steps, 1), 0);
        writer.Write($"{what} ");
    }

    public void Step()
    {
        var now = Interlocked.Increment(ref done);

        for (var dot = Dots * (now - 1) / total; dot < Math.Min(Dots, Dots * now / total); dot++)
            writer.Write('.');
    }

    public void End() => writer.WriteLine();
}
