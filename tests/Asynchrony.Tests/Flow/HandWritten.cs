using System.Text.RegularExpressions;
using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Tests.Flow;

/// <summary>Reads a function from the form in which <see cref="MethodIr"/> prints one; things are named by a word.</summary>
internal static partial class HandWritten
{
    public static MethodIr Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Line().Match(line)).ToList();
        Assert.All(lines, line => Assert.True(line.Success));
        var end = lines.Count;

        var nodes = lines.Select(line => new IrNode(
            [.. line.Groups["events"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Event)],
            [.. Edge().Matches(line.Groups["edges"].Value).Select(edge => new IrEdge(
                edge.Groups["to"].Value switch { "end" => end, "thrown" => end + 1, var number => int.Parse(number) },
                edge.Groups["if"].Success ? !edge.Groups["not"].Success : null,
                edge.Groups["way"].Value == "!>"))],
            Edge().Matches(line.Groups["edges"].Value).FirstOrDefault(edge => edge.Groups["if"].Success) is { } first
                ? new Branch(new Truth(first.Groups["test"].Value, false), first.Groups["held"].Success ? Thing(first.Groups["test"].Value) : null)
                : null));

        return new MethodIr([.. nodes, new IrNode([], [], null), new IrNode([], [], null)], [end], end + 1, ImmutableDictionary<object, ImmutableArray<object>>.Empty);
    }

    private static Event Event(string text)
    {
        var words = text.Split(' ');
        var verb = Enum.Parse<Verb>(words[0], ignoreCase: true);
        return new Event(verb, null!)
        {
            Thing = verb is Verb.Open or Verb.TryOpen or Verb.Close ? Thing(words[1]) : null,
            Test = verb == Verb.TryOpen ? words[2] : verb == Verb.Assign ? words[1] : null,
            Value = verb != Verb.Assign ? null : words[3] switch { "true" => Truth.Of(true), "false" => Truth.Of(false), "?" => null, var test => new Truth(test.TrimStart('!'), test[0] == '!') },
        };
    }

    private static Thing Thing(string name) => new(name, "lock", name);

    [GeneratedRegex(@"^\s*\d+:(?<events>[^>]*?)(?<edges>(\s*!?-?>.*)?)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<way>->|!>) (?<to>\w+)(?: (?<if>if) (?<not>!)?(?<held>held )?(?<test>\w+))?")]
    private static partial Regex Edge();
}
