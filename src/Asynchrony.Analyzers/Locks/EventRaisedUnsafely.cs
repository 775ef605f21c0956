using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// An event is tested for null and then raised through the event itself, in a type that takes locks, runs work on threads, has a volatile field or an atomic step, or keeps what threads
/// meet by; or behind an await that goes on on any thread. Silent under locks, in windows and games, and in what one thread at a time is to use, such as a connection to a database.
/// </summary>
public sealed class EventRaisedUnsafely() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5024",
        title: "Raise an event by ?.Invoke",
        message: "'{0}' is raised here after the test in line {1}, and the last handler may be removed in between",
        why: "The test and the call read the event twice; when another thread removes the last handler between them, the call throws.");

    private protected override void Register(RuleRegistration on)
    {
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);
        TypeState.EachWithEvents(on, (state, report) =>
        {
            if (!context.IsUserInterface(state.Type) && !context.IsGame(state.Type) && !context.HasOneUser(state.Type))
                foreach (var body in state.Bodies)
                    foreach (var call in body.Survey.Calls)
                        if (TestOf(call) is { } tested && !body.Around(call).Any && (state.KnowsThreads || GoesOnAnywhere(call, body.Survey)))
                            report(new Finding(Rule, call.Instance!.Head(), call.Instance!.Unwrapped() is IEventReferenceOperation raised ? raised.Event.Name : "", tested.Syntax.GetLocation().Line()).Also(tested.Head()));
        });
    }

    /// <summary>True behind <c>await Work().ConfigureAwait(false)</c> in the same function: a thread of the pool raises the event.</summary>
    private static bool GoesOnAnywhere(IInvocationOperation call, Survey survey)
    {
        foreach (var wait in survey.Suspensions)
            if (wait.Syntax.Span.End < call.Syntax.SpanStart && wait is IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: false } }] } } && wait.EnclosingFunction() == call.EnclosingFunction())
                return true;
        return false;
    }

    /// <summary>The test that a call of an event stands behind; null for any other call.</summary>
    private static IOperation? TestOf(IInvocationOperation call) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } delegates } && delegates.Unwrapped() is IEventReferenceOperation raised
            ? NullTest.Around(call, isNull: false, operation => operation is IEventReferenceOperation tested && SymbolEqualityComparer.Default.Equals(tested.Event, raised.Event)
                && (tested.Instance is null or IInstanceReferenceOperation) == (raised.Instance is null or IInstanceReferenceOperation))
            : null;
}
