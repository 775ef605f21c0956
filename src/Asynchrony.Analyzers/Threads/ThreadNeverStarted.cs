using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A thread that is created and that no path starts: dropped, kept in a local, or kept in a private field of its type.
/// Silent once the thread is handed to anyone else, who may start it unseen, and where it was made only to be asked, say for its culture.
/// </summary>
public sealed class ThreadNeverStarted() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2001",
        title: "Start every thread you create",
        message: "{0} is created but never started{1}",
        why: "A thread object does nothing until Start is called, so the work it was made for never happens.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is not { } thread)
            return;

        var purposes = on.Table("ThreadPurpose");
        on.EachBody(body => CheckBody(body, on.Known.Thread, purposes));
        var engine = Engine.Of(on.Compilation);
        on.EachType(
            type => HasOwn(type, engine, thread),
            type => CheckFields(type, on.Known.Thread, purposes));
    }

    private static void CheckBody(BodyContext context, ThreadSymbols thread, Table purposes)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var creation in survey.Creations)
                if (thread.Is(creation.Type) && Dropped(creation))
                    context.Report(new Finding(Rule, creation.Head(), "This thread", ""));

            foreach (var local in LocalObject.CreatedIn(survey, thread.Type))
            {
                if (local.Escapes || IsStarted(local, thread) || IsAsked(local, purposes))
                    continue;

                if (context.IsReached(local.Creation))
                {
                    var direct = CalledInstead(local);
                    context.Report(new Finding(Rule, local.Creation.Head(), $"Thread '{local.Local.Name}'", direct is null ? "" : $"; its body '{direct.TargetMethod.Name}' is called directly instead")
                        .Also(local.Local.Locations.FirstOrDefault(), direct?.Syntax.GetLocation()));
                }
            }
        }
    }

    private static bool IsStarted(LocalObject local, ThreadSymbols thread) => local.Calls.Any(call => thread.Starts(call.TargetMethod));

    private static bool IsAsked(LocalObject local, Table purposes) => local.Asked.Any(property => purposes.Says(property, "asked"));

    /// <summary>A private field can only be started by its own type: if no part of it does, or lets the thread out, nobody does.</summary>
    private static void CheckFields(TypeContext type, ThreadSymbols thread, Table purposes)
    {
        var gate = new object();
        var created = new Dictionary<IFieldSymbol, IOperation>(SymbolEqualityComparer.Default);
        var excused = new HashSet<IFieldSymbol>(SymbolEqualityComparer.Default);

        type.Each(
            (operation, _) =>
            {
                var reference = (IFieldReferenceOperation)operation;
                if (!IsOwn(reference.Field, thread.Type!))
                    return;

                lock (gate)
                    if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference && !(assignment.User() is IInvocationOperation call && thread.Starts(call.TargetMethod)))
                        See(reference.Field, assignment.Value.Unwrapped(), created, excused, thread);
                    else if (!IsHarmless(reference, thread, purposes))
                        excused.Add(reference.Field);
            },
            OperationKind.FieldReference);
        type.Each(
            (operation, _) =>
            {
                var initializer = (IFieldInitializerOperation)operation;
                lock (gate)
                    foreach (var field in initializer.InitializedFields.Where(field => IsOwn(field, thread.Type!)))
                        See(field, initializer.Value.Unwrapped(), created, excused, thread);
            },
            OperationKind.FieldInitializer);
        type.AtEnd(report =>
        {
            foreach (var entry in created.Where(entry => !excused.Contains(entry.Key)))
                report(new Finding(Rule, entry.Value.Head(), $"Thread '{entry.Key.Name}'", "").Also(entry.Key.Locations.FirstOrDefault()));
        });
    }

    private static void See(IFieldSymbol field, IOperation value, Dictionary<IFieldSymbol, IOperation> created, HashSet<IFieldSymbol> excused, ThreadSymbols thread)
    {
        if (value is IObjectCreationOperation && thread.Is(value.Type) && !created.ContainsKey(field))
            created.Add(field, value);
        else if (value.ConstantValue is not { HasValue: true, Value: null })
            excused.Add(field);
    }

    /// <summary>Join, a null test, IsAlive and the like neither start the thread nor let it out.</summary>
    private static bool IsHarmless(IFieldReferenceOperation reference, ThreadSymbols thread, Table purposes) => reference.User() switch
    {
        IInvocationOperation call => call.Instance == reference && !thread.Starts(call.TargetMethod),
        IPropertyReferenceOperation property => !property.IsRead() || !purposes.Says(property.Property, "asked"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => !thread.Starts(call.TargetMethod),
        _ => false,
    };

    private static bool HasOwn(INamedTypeSymbol type, Engine engine, INamedTypeSymbol thread)
    {
        foreach (var member in engine.MembersOf(type))
            if (member is IFieldSymbol field && IsOwn(field, thread))
                return true;
        return false;
    }

    private static bool IsOwn(IFieldSymbol field, INamedTypeSymbol thread) =>
        field.DeclaredAccessibility == Accessibility.Private && SymbolEqualityComparer.Default.Equals(field.Type, thread)
        && field.ContainingType.ContainingType is null;

    private static bool Dropped(IObjectCreationOperation creation) =>
        creation.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private static IInvocationOperation? CalledInstead(LocalObject local) =>
        local.Creation.Arguments.FirstOrDefault()?.Value.Unwrapped() is IMethodReferenceOperation body
            ? local.Creation.Ancestors().LastOrDefault()?.Descendants().OfType<IInvocationOperation>().FirstOrDefault(call =>
                call.Syntax.SpanStart > local.Creation.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(call.TargetMethod, body.Method))
            : null;
}
