using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>May a lock be held at a place, as the text of its member tells, and of those of its type that call it? Any lock counts: which one is not asked.</summary>
internal static class LockedPlace
{
    private static readonly ImmutableArray<string> Turns = ImmutableArray.Create("Synchron");
    private static readonly ImmutableArray<string> Held = ImmutableArray.Create("Lock", "Synchron", "Critical");

    public static bool MayBe(IOperation place, BodyContext context, Survey survey, Table locks) =>
        survey.Locks.Any(statement => statement.Body.Contains(place))
        || survey.Calls.Any(call => call.Syntax.SpanStart < place.Syntax.SpanStart && IsTaken(call, locks))
        || place.Ancestors().Any(outer => outer is IUsingOperation { Resources: var resources } && !resources.Contains(place) && resources.DescendantsAndSelf().Any(part => part.Type is { } type && Sounds(type.Name)))
        || IsCalledLocked(context.Owner);

    /// <summary>True for a call that takes a lock, as the table knows or its name tells.</summary>
    public static bool IsTaken(IInvocationOperation call, Table locks) =>
        LockCall.Of(call, locks) is { } known ? known.Does != "release" : Sounds(call.TargetMethod.Name);

    /// <summary>A member that says so, and one of the type alone that a lock is around somewhere else.</summary>
    private static bool IsCalledLocked(ISymbol member) => LockNames.Say(member.Name, Held)
        || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "MethodImplAttribute" && attribute.ConstructorArguments is [{ Value: int options }] && (options & 32) != 0)
        || member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } && member.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is MethodDeclarationSyntax method
            && member.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax type && WrittenLock.IsCalledUnder(method, type, depth: 0, maybe: true));

    private static bool Sounds(string name) => LockNames.Tell(name) || LockNames.Say(name, Turns);
}
