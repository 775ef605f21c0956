using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Framework;

/// <summary>A text in which <c>[|…|]</c> marks what must be flagged.</summary>
internal sealed partial record Marked(string Text, ImmutableArray<TextSpan> Spans)
{
    public static Marked Parse(string marked)
    {
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        var removed = 0;
        var text = Mark().Replace(marked, mark =>
        {
            var position = mark.Index - removed;
            removed += mark.Length;
            if (mark.Value == "[|")
                open.Push(position);
            else
                spans.Add(TextSpan.FromBounds(open.Pop(), position));
            return "";
        });

        return new Marked(text, [.. spans.Order()]);
    }

    [GeneratedRegex(@"\[\||\|\]")]
    private static partial Regex Mark();
}
