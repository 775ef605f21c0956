using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A static constructor or the initial value of a static member waits for a thread or task whose code uses the same type: that code waits until
/// the type is initialized. Silent for code that touches nothing of the type, and for what an async function does before its first await.
/// </summary>
public sealed class TypeInitializerWaits() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2012",
        title: "Do not wait in a type initializer for code that uses the type",
        message: "'{0}' waits here for code that uses '{1}' on line {2}, and that code waits until '{1}' is initialized",
        why: "Whoever first uses a type on another thread waits for its initializer, so an initializer that waits for him never ends, and the type is dead for good.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, waits, blocking) = (on.Table("RunsDelegate"), on.Table("TaskWaits"), on.Table("Blocking"));
        on.EachBody(context =>
        {
            if (context.Owner is not (IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }))
                return;

            foreach (var body in context.Blocks)
            {
                var survey = context.Surveyed(body);
                foreach (var (at, work) in WaitsIn(survey, waits, blocking))
                    if (at.EnclosingFunction() is null && WorkOf(work, survey, context, runsDelegate) is var (code, from) && UseOf(code, from, context) is { } use)
                        context.Report(new Finding(Rule, at.Head(), at is IInvocationOperation call ? call.TargetMethod.Name : ((IPropertyReferenceOperation)at).Property.Name, context.Owner.ContainingType.Name, use.Syntax.GetLocation().Line()).Also(use.Head()));
            }
        });
    }

    /// <summary>Every wait of the initializer, with what it waits for.</summary>
    private static IEnumerable<(IOperation At, IOperation Work)> WaitsIn(Survey survey, Table waits, Table blocking)
    {
        foreach (var wait in TaskWait.In(survey, waits))
            foreach (var task in wait.Tasks)
                yield return (wait.At, task);
        foreach (var call in survey.Calls)
            if (call.Instance is { } thread && BlockingCall.Of(call, blocking) is { Until: "end", ReturnsAtOnce: false })
                yield return (call, thread);
    }

    /// <summary>The code that is waited for, and where in its text it runs on another thread.</summary>
    private static (IOperation Code, int From)? WorkOf(IOperation work, Survey survey, BodyContext context, Table runsDelegate)
    {
        var origin = new Names(survey.Root).Origin(work);
        while (origin is IInvocationOperation { Instance: { } task, TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "AsTask" })
            origin = new Names(survey.Root).Origin(task);

        foreach (var handover in survey.Delegates(runsDelegate))
            if (handover.Call == origin && handover.RunsOn is "thread" or "task")
                return handover.Body is IMethodReferenceOperation { Method: var method } ? method.Body(context.Compilation, context.Cancellation) is { } named ? (named, 0) : null : (handover.Body, 0);

        return origin is IInvocationOperation { TargetMethod: { IsAsync: true } called } && called.Body(context.Compilation, context.Cancellation) is { } async
            && async.DescendantsHere().OfType<IAwaitOperation>().FirstOrDefault() is { } first ? (async, first.Syntax.Span.End) : null;
    }

    /// <summary>The first use of the type that waits until it is initialized.</summary>
    private static IOperation? UseOf(IOperation code, int from, BodyContext context, int depth = 0)
    {
        var type = context.Owner.ContainingType;
        foreach (var part in code.DescendantsAndSelf())
        {
            if (part.Syntax.SpanStart < from)
                continue;
            if (part is IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } && IsOf(field, type) || part is IPropertyReferenceOperation { Property: { IsStatic: true } property } && property.Storage() is not null && IsOf(property, type))
                return part;
            if (part is IInvocationOperation { TargetMethod: { IsStatic: true } method } && IsOf(method, type)
                && (HasConstructor(type) || depth < 2 && method.Body(context.Compilation, context.Cancellation) is { } callee && UseOf(callee, 0, context, depth + 1) is not null))
                return part;
            if (part is IObjectCreationOperation { Constructor: { } constructor } && IsOf(constructor, type) && HasConstructor(type))
                return part;
        }

        return code is IMethodBodyOperation && from == 0 && depth == 0 && HasConstructor(type) && code.SemanticModel?.GetDeclaredSymbol(code.Syntax, context.Cancellation) is IMethodSymbol { IsStatic: true } own && IsOf(own, type) ? code : null;
    }

    private static bool IsOf(ISymbol member, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, type.OriginalDefinition);

    /// <summary>With a static constructor, every static method and every new object waits; without one, the first use of a field does.</summary>
    private static bool HasConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);
}
