using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Gives the type a private object that is locked in place of the other one, at all places at once: offered where all stand in this type, and
/// where nothing waits for the old monitor or pulses it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WeakLockObjectFix() : RuleFix(WeakLockObject.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is not ExpressionSyntax { Parent: LockStatementSyntax statement } locked || LockedObject.Of(locked, flagged.Model, flagged.Cancellation) is not { } key
            || statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || key.Uses(flagged) is not { } uses
            || NewGate.For(uses, key.IsStatic, flagged) is not { } gate || key.IsStatic && IsGeneric(type) && !key.IsOfGeneric)
            yield break;

        yield return new Fix($"Lock a private '{gate.Name}' instead", gate.Put);
    }

    /// <summary>A static field of a generic type is one for each construction.</summary>
    private static bool IsGeneric(TypeDeclarationSyntax type) => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(outer => outer.TypeParameterList is not null);
}
