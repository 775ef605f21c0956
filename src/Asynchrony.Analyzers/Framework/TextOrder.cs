namespace Asynchrony.Analyzers.Framework;

/// <summary>By file, then by place: what is gathered side by side is told in the same order every time.</summary>
internal static class TextOrder
{
    public static IOrderedEnumerable<T> InTextOrder<T>(this IEnumerable<T> all, Func<T, SyntaxNode> at) =>
        all.OrderBy(one => at(one).SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(one => at(one).SpanStart);

    public static IOrderedEnumerable<T> InTextOrder<T>(this IEnumerable<T> all, Func<T, Location> at) =>
        all.OrderBy(one => at(one).SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => at(one).SourceSpan.Start);
}
