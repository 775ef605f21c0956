using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable that threads share is set when it is first needed, and two threads may both find it empty; a collection is kept before it is
/// filled, or another object before it is set up; a Lazy lets several threads run its factory, or is made for one thread and stands in a static field. Silent where it does not matter
/// which of two objects is kept, under locks, where nothing shows of the very variable that threads share it, in windows and games.
/// </summary>
public sealed class LazyInitRaces() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact that the winner of two may be chosen later: nothing has to be given up.</summary>
    public const string MayChoose = nameof(MayChoose);

    /// <summary>The fact that the collection is filled behind the assignment.</summary>
    public const string IsFilled = nameof(IsFilled);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5016",
        title: "Let one thread make what several threads share, and show it to the others when it is complete",
        message: "'{0}' {1}",
        why: "Two threads that find nothing both make an object, and what is done with one of them is lost; a collection that is kept before it is filled is read half filled.");

    private protected override void Register(RuleRegistration on)
    {
        var (context, concurrent) = (Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation), on.Table("Concurrent"));

        on.EachBody(CheckLazy);
        TypeState.EachWithSigns(on, (state, report) =>
        {
            if (!context.IsUserInterface(state.Type) && !context.IsGame(state.Type) && !context.HasOneUser(state.Type))
                foreach (var variable in state.Variables)
                    if (LazyInit.Of(variable, state) is { } lazy && (!Guard.IsBeforeOrAfter(lazy.Set.Member) || lazy.IsHandedOut(variable)) && Evidence.Of(variable, state, concurrent) is { } evidence && IsEnough(evidence, lazy, variable, state, context)
                        && (lazy.Filled is not null ? evidence.Sign != Sign.Beside || !lazy.IsMetByOwnWorkOnly(variable, state) : evidence.IsOfWriters(variable, state) && !IsReadOnTheWay(evidence, variable)))
                        report(FindingOf(lazy, variable, evidence));
        });
    }

    /// <summary>True for a lock under which nothing writes the variable: it is there for something else.</summary>
    private static bool IsReadOnTheWay(Evidence evidence, VariableState variable) =>
        evidence.Sign == Sign.Locked && !variable.Uses.Any(use => use.IsChange && !use.IsConstruction && !use.Locks.IsEmpty);

    /// <summary>What is static is shared by all callers, if anybody but the type itself and the entry point comes to it; what shows only of the type that it reckons with threads is not enough.</summary>
    private static bool IsEnough(Evidence evidence, LazyInit lazy, VariableState variable, TypeState state, Context context) =>
        evidence.IsOfVariable || evidence.Sign == Sign.Static && !context.IsPlainProgram && !context.IsNamedForInterface(state.Type) && !context.IsOfOneThread && state.IsReachedByCallers(lazy.Set, member => context.IsEntryPointOrItsWhole(member) || Guard.IsBeforeOrAfter(member) && !(lazy.IsHandedOut(variable) && SymbolEqualityComparer.Default.Equals(member, lazy.Set.Member)) || member.Name.EndsWith("Loaded", StringComparison.Ordinal));

    private static Finding FindingOf(LazyInit lazy, VariableState variable, Evidence evidence)
    {
        var line = (lazy.Filled ?? lazy.Set.At).Syntax.GetLocation().Line();
        var finding = new Finding(Rule, lazy.Set.At.Head(), variable.Variable.Name, lazy.Filled is not null
            ? $"is kept here and {(lazy.IsSetUp ? "set up" : "filled")} only in line {line}, so another thread may find a part of it: {Signs.Words(evidence)}"
            : $"is made here when it is first needed, so two threads may both make one: {Signs.Words(evidence)}").Also(lazy.Tested.Head(), lazy.Filled?.Head());
        return lazy.Filled is not null ? finding.With(IsFilled, "") : lazy.IsOpen ? finding : finding.With(MayChoose, "");
    }

    private static void CheckLazy(BodyContext context)
    {
        foreach (var body in context.Blocks)
            foreach (var creation in context.Surveyed(body).Creations)
                if (creation.Type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var made], ContainingNamespace.Name: "System" } && creation.Arguments is [_, { Value: var mode }, ..] && Holder(creation) is { } holder && Harm(mode, made, holder) is { } harm)
                    context.ReportWeakerInTests(new Finding(Rule, creation.Head(), holder.Name, harm));
    }

    private static string? Harm(IOperation mode, ITypeSymbol made, ISymbol holder) => (mode.Unwrapped().ConstantValue, mode.Unwrapped().Type?.Name) switch
    {
        ({ HasValue: true, Value: 1 }, "LazyThreadSafetyMode") when Identity.IsOpen(made) => $"is a Lazy here whose factory several threads may run at once, and all {made.Name} objects but one are dropped as they are",
        ({ HasValue: true, Value: 0 }, "LazyThreadSafetyMode") or ({ HasValue: true, Value: false }, "Boolean") when holder is { IsStatic: true, Kind: SymbolKind.Field or SymbolKind.Property } && !Place.IsOfThread(holder) => "is a Lazy here that is made for one thread, and it is static",
        _ => null,
    };

    /// <summary>The field or property that a new object is kept in.</summary>
    private static ISymbol? Holder(IOperation creation) => creation.User() switch
    {
        IFieldInitializerOperation { InitializedFields: [var field] } => field,
        IPropertyInitializerOperation { InitializedProperties: [var property] } => property,
        IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => member,
        _ => null,
    };
}
