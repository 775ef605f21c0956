using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Corpus;

/// <summary>Findings of one member that speak of the same place or the same variable: perhaps one defect told twice.</summary>
internal static class Pairs
{
    public static void Print(ImmutableArray<Found> findings, TextWriter output)
    {
        foreach (var member in findings.Where(found => found.Tree is not null).GroupBy(found => found.Member))
        {
            var list = member.ToList();

            for (var first = 0; first < list.Count; first++)
                for (var second = first + 1; second < list.Count; second++)
                    if (Shared(list[first], list[second]) is { } shared)
                        output.WriteLine($"pair {list[first].Place} {NameOf(member.Key)}: {list[first].Id} + {list[second].Id} in line {list[second].Line}, {shared}");
        }
    }

    private static string? Shared(Found first, Found second)
    {
        if (first.Names.Intersect(second.Names).FirstOrDefault() is { } name)
            return $"both name '{name}'";

        var places = first.Locations.Where(location => location.IsInSource).Select(Key).ToHashSet();

        return second.Locations.Where(location => location.IsInSource).FirstOrDefault(location => places.Contains(Key(location))) is { } place
            ? $"both point at line {place.GetLineSpan().StartLinePosition.Line + 1}"
            : null;
    }

    private static (SyntaxTree?, Microsoft.CodeAnalysis.Text.TextSpan) Key(Location location) => (location.SourceTree, location.SourceSpan);

    private static string NameOf(SyntaxNode? member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        CompilationUnitSyntax => "top-level code",
        _ => member?.Kind().ToString() ?? "",
    };
}
