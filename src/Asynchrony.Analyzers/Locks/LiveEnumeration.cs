using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A concurrent collection of a field or property is copied by what first asks how many elements it has, or is asked for an element by its
/// number: it changes in between. Silent under a lock, in construction, where a type begins or ends, behind a wait for all tasks, in tests, and
/// in an entry point, which knows when its threads have ended.
/// </summary>
public sealed class LiveEnumeration() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that a copy taken in one step will do.</summary>
    public const string Copy = nameof(Copy);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5028",
        title: "Take a snapshot of a concurrent collection before you work on it",
        message: "'{0}' may change while {1} {2}",
        why: "Each call on a concurrent collection is safe, but what asks for its size and then for its elements makes two, and fails or returns empty places when another thread comes in between.");

    private protected override void Register(RuleRegistration on)
    {
        var (copying, concurrent, locks) = (on.Table("Copying"), on.Table("Concurrent"), on.Table("Locks"));
        on.EachBody(body => Check(body, copying, concurrent, locks));
    }

    private static void Check(BodyContext context, Table copying, Table concurrent, Table locks)
    {
        if (context.Surroundings().IsEntryPointOrItsWhole(context.Owner))
            return;

        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var call in survey.Calls)
                if (call.Arguments is [var first, ..])
                    Check(call, call.TargetMethod, call.Arguments.Length > 1 && call.TargetMethod.Name == "InsertRange" ? call.Arguments[1] : first);
            foreach (var creation in survey.Creations)
                if (creation is { Constructor: { } constructor, Arguments: [var only] })
                    Check(creation, constructor, only);

            void Check(IOperation copy, IMethodSymbol api, IArgumentOperation source)
            {
                if (copying.Find(api) is not [var does, ..] || source.Value.Unwrapped() is not { Type: INamedTypeSymbol type } collection || !IsLive(type, does, copying, concurrent))
                    return;
                if (Engine.Of(context.Compilation).NamesOf(body).PathOf(collection) is { Members: [.., var variable] } path && !IsAlone(context, path, copy, locks, survey)
                    && !context.Surroundings().IsTest(context.Owner, copy.Syntax.SyntaxTree, context.Cancellation))
                    context.Report(FindingOf(copy, api, does, variable));
            }
        }
    }

    private static bool IsLive(INamedTypeSymbol type, string does, Table copying, Table concurrent) =>
        does == "copies" ? copying.Says(type, "grows") : concurrent.Says(type, "shared");

    /// <summary>True where no other thread changes the collection: under a lock, while its object is made, when it begins or ends.</summary>
    private static bool IsAlone(BodyContext context, AccessPath path, IOperation copy, Table locks, Survey survey) =>
        copy.EnclosingFunction() is null && IsInitializer(context.Owner) && (path.Root is null ? !context.Owner.IsStatic : context.Owner.IsStatic && SymbolEqualityComparer.Default.Equals(path.Root, context.Owner.ContainingType))
        || Guard.IsBeforeOrAfter(context.Owner) || IsBehindAll(copy, survey) || LockedPlace.MayBe(copy, context, survey, locks);

    /// <summary>True behind a wait for all of some tasks in the same function: they are the ones that change it.</summary>
    private static bool IsBehindAll(IOperation copy, Survey survey)
    {
        foreach (var call in survey.Calls)
            if (call.TargetMethod is { Name: "WhenAll" or "WaitAll", ContainingType.Name: "Task" } && call.Syntax.Span.End <= copy.Syntax.SpanStart && call.EnclosingFunction() == copy.EnclosingFunction())
                return true;
        return false;
    }

    private static bool IsInitializer(ISymbol owner) => owner is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol or IPropertySymbol;

    private static Finding FindingOf(IOperation copy, IMethodSymbol api, string does, ISymbol variable)
    {
        var name = api.MethodKind == MethodKind.Constructor ? $"the new {api.ContainingType.Name}" : api.Name;
        return does == "copies"
            ? new Finding(Rule, copy.Head(), variable.Name, name, "copies it: it is asked for its size first").With(Copy, "")
            : new Finding(Rule, copy.Head(), variable.Name, name, "looks for an element by its number");
    }
}
