namespace Asynchrony.Benchmarks;

/// <summary>What the caller asked for.</summary>
internal sealed record Wanted(IReadOnlyList<string> Paths, int Rounds, ImmutableHashSet<string> Ids, string? Into, bool Growth)
{
    private const string Usage = "Asynchrony.Benchmarks DIR|PROJECT|SOLUTION... [--rounds N] [--ids ASYnnnn,...] [--growth] [--into FILE]";

    /// <summary>Null, with a word about why, where the arguments make no sense.</summary>
    public static Wanted? Parse(string[] args, TextWriter complaints)
    {
        var parsed = new Wanted([], Rounds: 5, ImmutableHashSet<string>.Empty, Into: null, Growth: false);
        var left = new Queue<string>(args);

        while (left.TryDequeue(out var word))
        {
            var next = (word, word.StartsWith('-') && word != "--growth" && left.TryDequeue(out var value) ? value : "") switch
            {
                ("--rounds", var text) when int.TryParse(text, out var rounds) && rounds > 0 => parsed with { Rounds = rounds },
                ("--ids", { Length: > 0 } text) => parsed with { Ids = [.. text.Split(',')] },
                ("--growth", _) => parsed with { Growth = true },
                ("--into", var file) when File.Exists(file) => parsed with { Into = file },
                (var path, "") when Path.Exists(path) => parsed with { Paths = [.. parsed.Paths, Path.GetFullPath(path)] },
                _ => null,
            };

            if (next is null)
            {
                complaints.WriteLine($"cannot take {word}\n{Usage}");
                return null;
            }

            parsed = next;
        }

        if (parsed.Paths.Count > 0)
            return parsed;

        complaints.WriteLine(Usage);
        return null;
    }
}
