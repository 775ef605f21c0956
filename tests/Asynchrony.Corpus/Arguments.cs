namespace Asynchrony.Corpus;

/// <summary>What the caller asked for.</summary>
internal sealed record Arguments
{
    private const string Usage =
        "Asynchrony.Corpus DIR|PROJECT|SOLUTION... [--ids ASYnnnn,...] [--fix] [--pairs] [--errors] [--property NAME=VALUE] [--tsv FILE [--repo OWNER/NAME] [--commit HASH]]";

    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The rules to run; empty for all.</summary>
    public required ImmutableHashSet<string> Ids { get; init; }

    public bool Fix { get; init; }

    public bool Pairs { get; init; }

    /// <summary>Also count what the compiler cannot make sense of: rules see less where types are missing.</summary>
    public bool Errors { get; init; }

    /// <summary>Global properties for MSBuild, such as TargetFramework or Configuration.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? Readings { get; init; }

    public string? Repository { get; init; }

    public string? Commit { get; init; }

    /// <summary>Null, with a word about why, where the arguments make no sense.</summary>
    public static Arguments? Parse(string[] args, TextWriter complaints)
    {
        var parsed = new Arguments { Paths = [], Ids = ImmutableHashSet<string>.Empty };
        var left = new Queue<string>(args);

        while (left.TryDequeue(out var word))
        {
            var takesValue = word is "--ids" or "--property" or "--tsv" or "--repo" or "--commit";
            var value = "";
            var complaint = takesValue && !left.TryDequeue(out value!) ? $"{word} takes a value"
                : word == "--property" && !value.Contains('=') ? "--property takes NAME=VALUE"
                : word.StartsWith('-') && !takesValue && word is not ("--fix" or "--pairs" or "--errors") ? $"unknown option {word}"
                : !word.StartsWith('-') && !Path.Exists(word) ? $"no such file or folder: {word}"
                : null;

            if (complaint is not null)
            {
                complaints.WriteLine($"{complaint}\n{Usage}");
                return null;
            }

            parsed = word switch
            {
                "--ids" => parsed with { Ids = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToImmutableHashSet() },
                "--property" => parsed with { Properties = parsed.Properties.SetItem(value[..value.IndexOf('=')], value[(value.IndexOf('=') + 1)..]) },
                "--tsv" => parsed with { Readings = value },
                "--repo" => parsed with { Repository = value },
                "--commit" => parsed with { Commit = value },
                "--fix" => parsed with { Fix = true },
                "--pairs" => parsed with { Pairs = true },
                "--errors" => parsed with { Errors = true },
                _ => parsed with { Paths = [.. parsed.Paths, Path.GetFullPath(word)] },
            };
        }

        if (parsed.Paths.Count > 0)
            return parsed;

        complaints.WriteLine(Usage);
        return null;
    }
}
