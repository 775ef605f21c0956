using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock on a variable that gets another object later, so that one thread holds the old one and the next takes the new one; or on an object
/// that each run makes for itself. Hidden, and told once, for a private field that merely is not readonly. Silent for objects that are made at the first use,
/// for what is set up before others have the object, for a local copy of the lock, and in tests.
/// </summary>
public sealed class LockObjectChanges() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5007",
        title: "Lock the same object every time",
        message: "'{0}' is locked here, {1}",
        why: "A lock keeps out only those who lock the same object: as soon as there is another one, two threads are in the section at once.");

    /// <summary>Set where the field could be readonly as it is.</summary>
    public const string Steady = "Steady";

    private protected override void Register(RuleRegistration on)
    {
        var (locks, unguarded) = (on.Table("Locks"), on.Table("Unguarded"));
        on.EachBody(body => Check(body, locks, unguarded));
    }

    private static void Check(BodyContext context, Table locks, Table unguarded)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var target in LockTarget.In(survey, locks))
                if ((OfVariable(target, context) ?? OfFresh(target, survey, context, locks, unguarded)) is { } finding
                    && !context.Surroundings().IsTest(context.Owner, finding.At.SourceTree, context.Cancellation))
                    context.Report(finding);
        }
    }

    private static Finding? OfVariable(LockTarget target, BodyContext context)
    {
        if (target.Object.Named() is not { DeclaringSyntaxReferences.IsEmpty: false } variable || variable is not (IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol { SetMethod.IsInitOnly: false }))
            return null;

        var replacement = LockReplacement.Of(variable, context.Compilation, context.Cancellation);
        if (replacement.Places is [var first, ..])
        {
            // Told once, where it is locked first.
            var locked = LockTarget.Places(target.Object.Syntax, variable);
            if (locked[0] != target.Object.Syntax)
                return null;

            var inside = replacement.Places.FirstOrDefault(place => place.Ancestors().Any(outer => outer is LockStatementSyntax section && locked.Any(section.Expression.Contains)));
            var finding = new Finding(Rule, target.Object.Syntax.GetLocation(), variable.Name, inside is not null
                ? $"and line {inside.GetLocation().Line()} puts another object into it meanwhile: whoever comes next does not wait"
                : $"but line {first.GetLocation().Line()} puts another object into it: two threads may hold one each");
            return finding.Also([.. replacement.Places.Concat(locked.Skip(1)).Select(place => place.GetLocation())]);
        }

        return replacement.StaysAsMade && variable is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsVolatile: false }
            && (replacement.FirstLock is null || target.Object.Syntax.Contains(replacement.FirstLock))
            ? new Finding(Rule, target.Object.Syntax.GetLocation(), variable.Name, "and nothing keeps anybody from putting another object into it: it is not readonly").Hidden().With(Steady, "true")
            : null;
    }

    private static Finding? OfFresh(LockTarget target, Survey survey, BodyContext context, Table locks, Table unguarded) =>
        target.Boxed is null && FreshLock.Is(target, survey, locks, unguarded, context.Compilation)
            ? new Finding(Rule, target.Object.Syntax.GetLocation(), target.Object.Syntax.ToString(), "but each run makes an object of its own, so nobody ever waits")
            : null;
}
