using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Writes the variable by Volatile.Write: who sees it sees all that was written before. Only for what is written in one step.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class FieldRacesFix() : RuleFix(FieldRaces.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var target = flagged.Node;
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        if (flagged.Diagnostic.Properties.ContainsKey(FieldRaces.IsPlain) && target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target && assignment.Parent is ExpressionStatementSyntax
            && flagged.Model.GetSymbolInfo(target, flagged.Cancellation).Symbol is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) } field)
            yield return new Fix($"Write '{field.Name}' by Volatile.Write", editor => editor.ReplaceNode(assignment, AtomicStep.Write(assignment)));
    }
}
