using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A value of each thread that is set for one thread only, by an initializer or a constructor, and read as if every thread had it; and
/// a ThreadLocal that each object makes and none disposes of. Silent for fields that others may write or hold, and where the code asks
/// whether its thread has a value.
/// </summary>
public sealed class ThreadLocalMisused() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2018",
        title: "Give each thread its value where it is used, and dispose of it with its owner",
        message: "'{0}' {1}",
        why: "An initializer runs once, on the thread that comes first: all others find nothing. And what threads keep for an object stays with them until somebody disposes of it or the collector comes round.");

    private protected override void Register(RuleRegistration on)
    {
        var engine = Engine.Of(on.Compilation);
        var surroundings = engine.Context(on.AnalyzerOptions, on.Cancellation);
        on.EachType(type => MayHaveAny(type, engine), context =>
        {
            var owned = new ThreadOwned();
            context.Each((operation, member) => owned.See((IMemberReferenceOperation)operation, member), OperationKind.FieldReference, OperationKind.PropertyReference);
            context.Each((operation, _) => owned.See((IFieldInitializerOperation)operation), OperationKind.FieldInitializer);
            context.Each((operation, _) => owned.See((IPropertyInitializerOperation)operation), OperationKind.PropertyInitializer);
            context.AtEnd(report =>
            {
                foreach (var (field, value) in owned.SetForOne())
                    report(new Finding(Rule, (field.AssociatedSymbol ?? field).Locations[0], ThreadOwned.NameOf(field), IsSetByObject(value) ? "is set only for a thread that makes an object: every other thread finds it empty" : "is set for the first thread only: every other thread finds it empty").Also(value.Syntax.GetLocation()));
                foreach (var (field, made) in owned.Left())
                    if (!IsSingle(field.ContainingType) && !surroundings.IsTest(field.ContainingType, made.Syntax.SyntaxTree, on.Cancellation))
                        report(new Finding(Rule, made.Head(), field.Name, "is made for each object and never disposed of: every thread keeps its value until the collector comes round").Also(field.Locations[0]));
            });
        });
    }

    /// <summary>The text first: most files have no word about threads.</summary>
    private static bool MayHaveAny(INamedTypeSymbol type, Engine engine)
    {
        foreach (var part in engine.PartsOf(type))
            if (engine.SpeaksOfThreads(part.SyntaxTree))
                return HasAny(engine.MembersOf(type));
        return false;
    }

    private static bool HasAny(ImmutableArray<ISymbol> members)
    {
        foreach (var member in members)
            if (ThreadOwned.IsOne(member))
                return true;
        return false;
    }

    private static bool IsSetByObject(IOperation value) => value.Syntax.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword);

    /// <summary>True for a type that keeps an object of itself for everybody: it lives as long as the process.</summary>
    private static bool IsSingle(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
            if (member is { IsStatic: true } and (IFieldSymbol or IPropertySymbol) && SymbolEqualityComparer.Default.Equals(member.VariableType(), type))
                return true;
        return false;
    }
}
