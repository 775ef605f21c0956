using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Reads the variable by Volatile.Read, which is one step and never left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StaleOrTornReadFix() : RuleFix(StaleOrTornRead.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var read = flagged.Node is SimpleNameSyntax && flagged.Node.Parent is MemberAccessExpressionSyntax member && member.Name == flagged.Node ? member : flagged.Node as ExpressionSyntax;
        if (read is null || flagged.Model.GetSymbolInfo(read, flagged.Cancellation).Symbol is not IFieldSymbol { IsReadOnly: false, Type: var type } field
            || !(type.IsReferenceType || type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) or SpecialType.System_Single or SpecialType.System_Double)
            || flagged.Model.GetTypeInfo(read, flagged.Cancellation).ConvertedType is null)
            yield break;

        yield return new Fix($"Read '{field.Name}' by Volatile.Read", editor => editor.ReplaceNode(read, AtomicStep.Read(read)));
    }
}
