using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Reads the variable by Volatile.Read, which is one step and never left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StaleOrTornReadFix() : RuleFix(StaleOrTornRead.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var others = flagged.Diagnostic.Properties.ContainsKey(StaleOrTornRead.IsTorn) ? flagged.BehindFirst() : [];
        if (others is null || FieldReadAt(flagged.Node, flagged) is not { } field)
            yield break;

        var reads = others.Prepend(flagged.Node).Where(node => SymbolEqualityComparer.Default.Equals(FieldReadAt(node, flagged), field)).Select(Whole).ToList();
        yield return new Fix($"Read '{field.Name}' by Volatile.Read", editor =>
        {
            foreach (var read in reads)
                editor.ReplaceNode(read, AtomicStep.Read(read));
        });
    }

    private static ExpressionSyntax Whole(SyntaxNode node) => node.Parent is MemberAccessExpressionSyntax member && member.Name == node ? member : (ExpressionSyntax)node;

    /// <summary>Null where the expression is no field of a type that Volatile.Read takes.</summary>
    private static IFieldSymbol? FieldReadAt(SyntaxNode node, Flagged flagged) =>
        node is ExpressionSyntax && Whole(node) is var read && flagged.Model.GetSymbolInfo(read, flagged.Cancellation).Symbol is IFieldSymbol { IsReadOnly: false, Type: var type } field
        && (type.IsReferenceType || type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) or SpecialType.System_Single or SpecialType.System_Double)
        && flagged.Model.GetTypeInfo(read, flagged.Cancellation).ConvertedType is not null ? field : null;
}
