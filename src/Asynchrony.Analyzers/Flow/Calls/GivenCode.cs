using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>
/// What the program itself gives a member that takes a delegate: where all of it only makes or reads a value, that is what the delegate is for,
/// whoever else may bring another. What tests give says nothing. Asked of candidates only.
/// </summary>
internal sealed class GivenCode(RuleRegistration on, Table steady)
{
    /// <summary>How far a delegate is followed that one member hands on to another.</summary>
    private const int Deepest = 3;

    private readonly Compilation compilation = on.Compilation;
    private readonly CancellationToken cancellation = on.Cancellation;
    private readonly SteadyCode calls = new(on.Compilation, steady, on.Cancellation);
    private readonly Dictionary<(ISymbol Member, int Place), bool> known = new(PairComparer.Instance);

    /// <summary>True where the delegate that a step runs is a parameter, or kept by a constructor, and the program gives it such code and no other.</summary>
    public bool IsQuiet(Reached reached)
    {
        var (step, code) = (reached.Step, reached.In);
        return step.Word switch
        {
            "parameter" => code.Member is IMethodSymbol method && method.Parameters.FirstOrDefault(parameter => parameter.Name == step.Name) is { } taken && IsQuiet(method, taken.Ordinal),
            "delegate" => code.Type.GetMembers(step.Name).FirstOrDefault() is IFieldSymbol { IsReadOnly: true } field && Keepers(field) is { Count: > 0 } keepers && keepers.TrueForAll(keeper => IsQuiet(keeper.Constructor, keeper.Place)),
            _ => false,
        };
    }

    private bool IsQuiet(IMethodSymbol method, int place)
    {
        var key = (method.OriginalDefinition, place);
        if (!known.TryGetValue(key, out var answer))
            known[key] = answer = All(method.OriginalDefinition, place, Deepest) == true;
        return answer;
    }

    /// <summary>The constructors that keep a parameter in the field.</summary>
    private List<(IMethodSymbol Constructor, int Place)> Keepers(IFieldSymbol field)
    {
        var found = new List<(IMethodSymbol, int)>();
        foreach (var constructor in field.ContainingType.InstanceConstructors)
            if (constructor.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancellation) is ConstructorDeclarationSyntax code)
                foreach (var node in code.DescendantNodes())
                    if (node is AssignmentExpressionSyntax { Left: var target, Right: var value } && (target is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : target) is IdentifierNameSyntax { Identifier.ValueText: var name } && name == field.Name)
                        foreach (var parameter in constructor.Parameters)
                            if (value.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax used && used.Identifier.ValueText == parameter.Name))
                                found.Add((constructor, parameter.Ordinal));
        return found;
    }

    /// <summary>True where all code that is given is quiet, false where some is not or is not known; null where none is given.</summary>
    private bool? All(IMethodSymbol method, int place, int depth)
    {
        if (depth == 0)
            return false;

        bool? all = null;
        var (engine, name) = (Engine.Of(compilation), method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name);
        foreach (var tree in compilation.SyntaxTrees)
            if (engine.Has(tree, name))
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
                    if (MayCall(node, name, method) && ValueAt(engine.Model(tree).GetOperation(node, cancellation), method, place) is { } value && !IsOfTests(node))
                        switch (Judge(value, depth))
                        {
                            case false: return false;
                            case true: all = true; break;
                        }

        return all;
    }

    private bool IsOfTests(SyntaxNode node) => Engine.Of(compilation).Model(node.SyntaxTree).GetEnclosingSymbol(node.SpanStart, cancellation) is { } around
        && (Engine.Of(compilation).Context(on.AnalyzerOptions, cancellation).IsTest(around, node.SyntaxTree, cancellation) || Context.IsInNamespaceOfTests(around));

    private static bool MayCall(SyntaxNode node, string name, IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        ? node switch
        {
            ObjectCreationExpressionSyntax made => LockHolder.TypeName(made.Type) == name,
            ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax => true,
            _ => false,
        }
        : node is InvocationExpressionSyntax { Expression: var called } && called switch
        {
            SimpleNameSyntax own => own.Identifier.ValueText == name,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } => member == name,
            MemberBindingExpressionSyntax { Name.Identifier.ValueText: var member } => member == name,
            _ => false,
        };

    /// <summary>What a call of the method gives at a place; null for a call of another one, and where nothing is given.</summary>
    private static IOperation? ValueAt(IOperation? operation, IMethodSymbol method, int place)
    {
        var (called, arguments) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => default,
        };
        if (called is null || !(SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, method) || IsAnsweredBy(called, method)))
            return null;

        foreach (var argument in arguments)
            if (argument.Parameter?.Ordinal == place)
                return argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Value.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } ? null : argument.Value.Unwrapped();
        return null;
    }

    /// <summary>True for a member of an interface or a base type that the method may stand for.</summary>
    private static bool IsAnsweredBy(IMethodSymbol called, IMethodSymbol method) =>
        called.Name == method.Name && called.Parameters.Length == method.Parameters.Length && called.MethodKind != MethodKind.Constructor && (called.IsAbstract || called.IsVirtual || called.IsOverride);

    private bool? Judge(IOperation value, int depth) => value switch
    {
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol giver } handedOn } => All(giver.OriginalDefinition, handedOn.Ordinal, depth - 1),
        IDelegateCreationOperation { Target: var target } => Judge(target.Unwrapped(), depth),
        IAnonymousFunctionOperation { Body: var body } => body.DescendantsHere().All(IsQuiet),
        IMethodReferenceOperation { Method: { IsAbstract: false, IsVirtual: false, IsOverride: false } method } => method.Body(compilation, cancellation)?.Body()?.DescendantsHere().All(IsQuiet) == true,
        _ => false,
    };

    /// <summary>True for what takes no lock and runs nobody's code.</summary>
    private bool IsQuiet(IOperation step) => step switch
    {
        IInvocationOperation => calls.Is(step),
        IObjectCreationOperation { Constructor: { } constructor } creation => constructor.DeclaringSyntaxReferences.IsEmpty ? !creation.Arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate) : calls.Is(step),
        IDynamicInvocationOperation or IFunctionPointerInvocationOperation or IInvalidOperation or ILockOperation or IEventAssignmentOperation => false,
        _ => !step.IsAwait(),
    };

    private sealed class PairComparer : IEqualityComparer<(ISymbol Member, int Place)>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((ISymbol Member, int Place) one, (ISymbol Member, int Place) other) => one.Place == other.Place && SymbolEqualityComparer.Default.Equals(one.Member, other.Member);

        public int GetHashCode((ISymbol Member, int Place) pair) => SymbolEqualityComparer.Default.GetHashCode(pair.Member) ^ pair.Place;
    }
}
