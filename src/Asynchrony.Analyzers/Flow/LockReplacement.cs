using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Asynchrony.Analyzers.Flow.State;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where a field or property that is locked gets another object, once others may have seen the first: in the code of its type, on the same object.
/// Not in constructors and what runs before or after others have the object; not where there was none before - as at the only place that sets it
/// up - nor where there is none afterwards.
/// </summary>
internal sealed class LockReplacement
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, LockReplacement>> Cache = new();

    private static readonly LockReplacement Never = new([], staysAsMade: true);

    private LockReplacement(IReadOnlyList<SyntaxNode> places, bool staysAsMade, SyntaxNode? firstLock = null)
    {
        Places = places;
        StaysAsMade = staysAsMade;
        FirstLock = firstLock;
    }

    /// <summary>The assignments, in the order of the text.</summary>
    public IReadOnlyList<SyntaxNode> Places { get; }

    /// <summary>True where nothing but constructors and the declaration ever sets it.</summary>
    public bool StaysAsMade { get; }

    /// <summary>The name where its type locks it first, in the order of the text; null where only others do.</summary>
    public SyntaxNode? FirstLock { get; }

    public static LockReplacement Of(ISymbol variable, Compilation compilation, CancellationToken cancellation)
    {
        if (variable is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null })
            return Never;

        var known = Cache.GetValue(compilation, _ => new ConcurrentDictionary<ISymbol, LockReplacement>(SymbolEqualityComparer.Default));
        return known.TryGetValue(variable.OriginalDefinition, out var found) ? found : known.GetOrAdd(variable.OriginalDefinition, Find(variable.OriginalDefinition, compilation, cancellation));
    }

    private static LockReplacement Find(ISymbol variable, Compilation compilation, CancellationToken cancellation)
    {
        var (places, staysAsMade, isMadeFirst) = (new List<SyntaxNode>(), true, IsInitialized(variable, cancellation));
        SyntaxNode? firstLock = null;
        var lockers = new HashSet<MemberDeclarationSyntax>();

        foreach (var part in variable.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != variable.Name)
                    continue;

                var write = WriteAt(name);
                if (write is null && IsLocked(name) && name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } locker)
                    lockers.Add(locker);
                if (write is null && (firstLock is not null || !IsLocked(name)))
                    continue;

                var model = Engine.Of(compilation).Model(part.SyntaxTree);
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, variable))
                    continue;
                if (write is null)
                {
                    firstLock = name;
                    continue;
                }
                if (IsConstruction(write, variable, model, cancellation))
                {
                    isMadeFirst = true;
                    continue;
                }

                staysAsMade = false;
                if (write is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && IsOfThis(assignment.Left) && !IsNothing(assignment.Right) && !IsFirst(assignment, variable.Name)
                    && !(model.GetEnclosingSymbol(write.SpanStart, cancellation) is { } member && (Guard.IsBeforeOrAfter(Outermost(member)) || IsCalledBack(Outermost(member)))))
                    places.Add(write);
            }

        if (lockers.Count == 1 && lockers.First() is MethodDeclarationSyntax only)
            places.RemoveAll(place => StartsOnly(only, place));

        // The only place that ever sets it sets it up; so do the ways of one member of which each run goes one.
        return new LockReplacement(!isMadeFirst && places.Count > 0 && AreOneOfAll(places) ? [] : places, staysAsMade, firstLock);
    }

    private static bool AreOneOfAll(List<SyntaxNode> places)
    {
        for (var first = 0; first < places.Count; first++)
            for (var second = first + 1; second < places.Count; second++)
                if (!AreEither(places[first], places[second]))
                    return false;
        return true;
    }

    /// <summary>True for two places of one member, in the order of the text, of which a run reaches one only.</summary>
    private static bool AreEither(SyntaxNode one, SyntaxNode other)
    {
        for (var (inner, outer) = (one, one.Parent); outer is not (null or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); (inner, outer) = (outer, outer.Parent))
            if (outer.Span.Contains(other.Span))
                return outer is IfStatementSyntax { Else: { } otherwise } && otherwise.Span.Contains(other.Span) || outer is SwitchStatementSyntax && inner is SwitchSectionSyntax
                    || outer is BlockSyntax && inner is IfStatementSyntax { Statement: BlockSyntax { Statements: [.., ReturnStatementSyntax or ThrowStatementSyntax] } then } && then.Span.Contains(one.Span);
        return false;
    }

    /// <summary>True for a place in front of the start of the thread that alone takes the lock: it comes when the object is there.</summary>
    private static bool StartsOnly(MethodDeclarationSyntax locker, SyntaxNode place)
    {
        var isStarted = false;
        foreach (var node in locker.Parent!.DescendantNodes())
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == locker.Identifier.ValueText)
            {
                if (name.SpanStart < place.Span.End || name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } starter || starter == locker || !starter.Span.Contains(place.Span) || !IsHandedToThread(name))
                    return false;
                isStarted = true;
            }

        return isStarted;
    }

    /// <summary>True for a method that a thread or task is made with: itself, or as what a lambda calls.</summary>
    private static bool IsHandedToThread(IdentifierNameSyntax method)
    {
        foreach (var outer in method.Ancestors())
            switch (outer)
            {
                case ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "Thread" } } }:
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" or "QueueUserWorkItem" } } }:
                    return true;
                case StatementSyntax { Parent: not BlockSyntax { Parent: AnonymousFunctionExpressionSyntax } } or MemberDeclarationSyntax:
                    return false;
            }

        return false;
    }

    private static bool IsInitialized(ISymbol variable, CancellationToken cancellation)
    {
        foreach (var declared in variable.DeclaringSyntaxReferences)
            if (declared.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: var field } && !IsNothing(field) || declared.GetSyntax(cancellation) is PropertyDeclarationSyntax { Initializer.Value: var property } && !IsNothing(property))
                return true;
        return false;
    }

    /// <summary>True for the object of a lock statement, and for the first argument of a call that may take a lock.</summary>
    private static bool IsLocked(IdentifierNameSyntax name)
    {
        var whole = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
        return whole.Parent is LockStatementSyntax
            || whole.Parent is ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax { Arguments: [var first, ..], Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter" } } } } && first == whole.Parent;
    }

    /// <summary>The assignment that a name is the target of, or the argument by which it is passed to be set; null where it is only read.</summary>
    private static SyntaxNode? WriteAt(IdentifierNameSyntax name)
    {
        var whole = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
        if (whole.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure)
            whole = sure;

        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == whole => assignment,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => argument,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax taken } tuple } when taken.Left == tuple => taken,
            _ => null,
        };
    }

    /// <summary>True in an initialiser, an init accessor, or a constructor that makes what the variable belongs to.</summary>
    private static bool IsConstruction(SyntaxNode write, ISymbol variable, SemanticModel model, CancellationToken cancellation) =>
        write.Parent is InitializerExpressionSyntax
        || model.GetEnclosingSymbol(write.SpanStart, cancellation) is IMethodSymbol { MethodKind: var kind } method
            && (kind == MethodKind.StaticConstructor || kind == MethodKind.Constructor && !variable.IsStatic || kind == MethodKind.PropertySet && method.IsInitOnly);

    private static bool IsOfThis(ExpressionSyntax target) => target is not MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or SimpleNameSyntax { Identifier.ValueText: [>= 'A' and <= 'Z', ..] }) };

    private static bool IsNothing(ExpressionSyntax value) => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression)
        || value is PostfixUnaryExpressionSyntax { Operand: var operand } && IsNothing(operand);

    /// <summary>True where the assignment depends on there being no object yet.</summary>
    private static bool IsFirst(AssignmentExpressionSyntax assignment, string name) => assignment.Ancestors().TakeWhile(outer => outer is not MemberDeclarationSyntax).Any(outer => outer switch
    {
        IfStatementSyntax { Condition: var condition } => IsNullTest(condition, name),
        ConditionalExpressionSyntax { Condition: var condition } => IsNullTest(condition, name),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var left } => left.ToString().EndsWith(name, StringComparison.Ordinal),
        _ => false,
    });

    private static bool IsNullTest(ExpressionSyntax condition, string name) => condition.DescendantNodesAndSelf().Any(part => part is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression })
        && condition.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax tested && tested.Identifier.ValueText == name);

    /// <summary>The member around lambdas and local functions.</summary>
    private static ISymbol Outermost(ISymbol symbol)
    {
        while (symbol.ContainingSymbol is IMethodSymbol outer)
            symbol = outer;
        return symbol;
    }

    /// <summary>True for what a serialiser calls to make the object.</summary>
    private static bool IsCalledBack(ISymbol member) => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "OnDeserializingAttribute" or "OnDeserializedAttribute")
        || member.Name.StartsWith("Read", StringComparison.Ordinal) && member is IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false };
}
