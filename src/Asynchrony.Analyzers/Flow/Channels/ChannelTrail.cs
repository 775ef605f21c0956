using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>The code in which a channel is looked for: one body, or all of a type.</summary>
internal sealed record ChannelScope(Compilation Compilation, Table Channels, INamedTypeSymbol? Type, List<(IOperation Root, ISymbol Member)> Bodies, CancellationToken Cancellation)
{
    private Dictionary<ISymbol, List<IOperation>>? references;

    /// <summary>All code of a type, read from its text.</summary>
    public static ChannelScope OfType(INamedTypeSymbol type, Compilation compilation, Table channels, CancellationToken cancellation)
    {
        var bodies = new List<(IOperation, ISymbol)>();
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            var model = Engine.Of(compilation).Model(part.SyntaxTree);
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes(node => node is not BaseTypeDeclarationSyntax || node.SpanStart == part.Span.Start))
                if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }
                    or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }
                    && model.GetOperation(node, cancellation) is { } body && OwnerOf(node, model, cancellation) is { } owner)
                    bodies.Add((body, owner));
        }

        return new ChannelScope(compilation, channels, type, bodies, cancellation);
    }

    private static ISymbol? OwnerOf(SyntaxNode node, SemanticModel model, CancellationToken cancellation) => node switch
    {
        ArrowExpressionClauseSyntax { Parent: { } property } => (model.GetDeclaredSymbol(property, cancellation) as IPropertySymbol)?.GetMethod,
        EqualsValueClauseSyntax { Parent: { } variable } => model.GetDeclaredSymbol(variable, cancellation),
        _ => model.GetDeclaredSymbol(node, cancellation),
    };

    /// <summary>Whose code an operation is part of; null where it is none of this.</summary>
    public ISymbol? MemberOf(IOperation operation)
    {
        var root = operation.Root();
        return Bodies.Find(body => body.Root.Root() == root).Member;
    }

    /// <summary>Every place of the type that names a field or property of it.</summary>
    public IReadOnlyList<IOperation> References(ISymbol member)
    {
        if (references is null)
        {
            references = new(SymbolEqualityComparer.Default);
            foreach (var (root, _) in Bodies)
                foreach (var operation in root.DescendantsAndSelf())
                    if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference && IsOwn(reference.Member))
                    {
                        if (!references.TryGetValue(reference.Member.OriginalDefinition, out var known))
                            references.Add(reference.Member.OriginalDefinition, known = []);
                        known.Add(operation);
                    }
        }

        return references.TryGetValue(member.OriginalDefinition, out var found) ? found : [];
    }

    /// <summary>The value that a field or property begins with.</summary>
    public IEnumerable<IOperation> InitialValues(ISymbol member)
    {
        foreach (var (root, owner) in Bodies)
            if (root is ISymbolInitializerOperation initializer && SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, member.OriginalDefinition))
                yield return initializer.Value;
    }

    /// <summary>True where a nested type names the variable: its code is not looked at.</summary>
    public bool IsNamedByNested(ISymbol variable)
    {
        foreach (var nested in Type!.GetTypeMembers())
            foreach (var part in nested.DeclaringSyntaxReferences)
                foreach (var node in part.GetSyntax(Cancellation).DescendantNodes())
                    if (node is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Name
                        && SymbolEqualityComparer.Default.Equals(Engine.Of(Compilation).Model(part.SyntaxTree).GetSymbolInfo(name, Cancellation).Symbol?.OriginalDefinition, variable.OriginalDefinition))
                        return true;
        return false;
    }

    /// <summary>True for a variable that only this type can name.</summary>
    public bool Keeps(ISymbol variable) => variable.DeclaredAccessibility == Accessibility.Private && IsOwn(variable) && variable is IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true };

    private bool IsOwn(ISymbol member) => Type is not null && SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, Type.OriginalDefinition);
}

/// <summary>Follows a channel from where it is made to every use, through variables, ends and the parameters of methods with source.</summary>
internal sealed class ChannelTrail
{
    private const int Depth = 4;

    private readonly ChannelScope scope;
    private readonly List<IOperation> creations = [];
    private readonly List<ISymbol> holders = [];
    private readonly List<IOperation> origins = [];
    private readonly HashSet<(ISymbol Holder, End End, IOperation? By)> held = [];
    private readonly List<ChannelUse> uses = [];
    private readonly HashSet<(IOperation Value, IOperation? By)> seen = [];

    private ChannelTrail(ChannelScope scope) => this.scope = scope;

    public Compilation Compilation => scope.Compilation;

    /// <summary>Which part of a channel an expression stands for.</summary>
    private enum End
    {
        Both,
        Reader,
        Writer,
    }

    public IReadOnlyList<IOperation> Creations => creations;

    public ISymbol? Variable => holders.Count > 0 ? holders[0] : null;

    public IReadOnlyList<ISymbol> Holders => holders;

    public IEnumerable<IOperation> Code => scope.Bodies.Select(body => body.Root);

    public IReadOnlyList<ChannelUse> Uses => uses;

    public bool ReaderEscapes { get; private set; }

    public bool WriterEscapes { get; private set; }

    /// <summary>True where a body stores it in a private field: what becomes of it is seen at the end of the type.</summary>
    public bool BelongsToType { get; private set; }

    public static ChannelTrail From(IOperation creation, ChannelScope scope)
    {
        var trail = new ChannelTrail(scope);
        trail.Follow(creation, End.Both, ImmutableArray<IInvocationOperation>.Empty);
        trail.creations.Add(creation);
        trail.FollowOtherValues();
        trail.uses.Sort((one, other) => OwnChannel.InTextOrder(one.At, other.At) is not 0 and var order ? order : one.At.Syntax.Span.End.CompareTo(other.At.Syntax.Span.End));
        return trail;
    }

    public bool Is(ITypeSymbol type, string word) => scope.Channels.Find(type).Contains(word);

    /// <summary>What else its variables hold: it is made in several places, or what a variable holds cannot be told.</summary>
    private void FollowOtherValues()
    {
        for (var index = 0; index < holders.Count; index++)
            foreach (var value in ValuesOf(holders[index], origins[index]).ToList())
                if (value is null)
                    Escape(End.Both);
                else
                    foreach (var choice in ChoicesOf(value))
                        if (IsCreation(choice))
                            Add(choice);
                        else if (!IsNull(choice) && !seen.Any(known => known.Value == choice))
                            Escape(End.Both);

        void Add(IOperation creation)
        {
            if (creations.Contains(creation))
                return;
            creations.Add(creation);
            Follow(creation, End.Both, ImmutableArray<IInvocationOperation>.Empty);
        }
    }

    private static bool IsNull(IOperation value) => value.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    private bool IsCreation(IOperation value) => value.Unwrapped() switch
    {
        IInvocationOperation call => scope.Channels.Says(call.TargetMethod, "make"),
        IObjectCreationOperation { Constructor: { } constructor } => scope.Channels.Says(constructor, "make"),
        _ => false,
    };

    private static IEnumerable<IOperation> ChoicesOf(IOperation value) => value.Unwrapped() switch
    {
        IConditionalOperation { WhenFalse: { } otherwise } choice => ChoicesOf(choice.WhenTrue).Concat(ChoicesOf(otherwise)),
        ISwitchExpressionOperation { Arms: var arms } => arms.SelectMany(arm => ChoicesOf(arm.Value)),
        ICoalesceOperation choice => ChoicesOf(choice.Value).Concat(ChoicesOf(choice.WhenNull)),
        var one => [one],
    };

    private IEnumerable<IOperation?> ValuesOf(ISymbol holder, IOperation near)
    {
        if (holder is IParameterSymbol)
            yield break;

        foreach (var value in scope.InitialValues(holder))
            yield return value;
        foreach (var reference in ReferencesTo(holder, near))
            if (reference.IsWritten())
                yield return reference.Parent is IAssignmentOperation { Target: var target, Value: var value } && target == reference ? value : null;
        if (holder is ILocalSymbol)
            foreach (var operation in near.Root().DescendantsAndSelf())
                if (operation is IVariableDeclaratorOperation { Symbol: var local } declarator && SymbolEqualityComparer.Default.Equals(local, holder) && declarator.GetVariableInitializer() is { Value: var first })
                    yield return first;
    }

    private IEnumerable<IOperation> ReferencesTo(ISymbol holder, IOperation near) => holder is IFieldSymbol or IPropertySymbol ? scope.References(holder) : near.Root().DescendantsAndSelf().Where(operation => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, holder),
        _ => false,
    });

    private void Escape(End end)
    {
        ReaderEscapes |= end != End.Writer;
        WriterEscapes |= end != End.Reader;
    }

    private void Use(ChannelCall call, ImmutableArray<IInvocationOperation> through)
    {
        if (MemberOf(call.At, through) is { } member)
            uses.Add(new ChannelUse(call, member, through));
        else
            Escape(End.Both);
    }

    private ISymbol? MemberOf(IOperation operation, ImmutableArray<IInvocationOperation> through) => scope.MemberOf(operation) ?? (through.IsEmpty ? null : through[through.Length - 1].TargetMethod);

    /// <summary>Follows an expression that stands for the channel or for an end of it.</summary>
    private void Follow(IOperation value, End end, ImmutableArray<IInvocationOperation> through)
    {
        if (!seen.Add((value.Unwrapped(), through.LastOrDefault())))
            return; // A method that is called twice is gone through for each call.

        var outermost = value;
        while (outermost.Parent is IConversionOperation or IParenthesizedOperation)
            outermost = outermost.Parent;
        end = Narrowed(end, outermost.Type);

        switch (outermost.Parent)
        {
            case IExpressionStatementOperation or INameOfOperation or IInterpolationOperation or ILockOperation:
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                Hold(local, end, value, through);
                break;
            case IFieldInitializerOperation { InitializedFields: [var field] }:
                Hold(field, end, value, through);
                break;
            case IPropertyInitializerOperation { InitializedProperties: [var property] }:
                Hold(property, end, value, through);
                break;
            case IAssignmentOperation assignment when assignment.Target == outermost:
                if (assignment is ICoalesceAssignmentOperation)
                    Follow(assignment, end, through);
                break;
            case ISimpleAssignmentOperation or ICoalesceAssignmentOperation:
                var assigned = (IAssignmentOperation)outermost.Parent;
                if (assigned.Target.Named() is { } variable)
                    Hold(variable, end, value, through);
                else
                    Escape(end);
                if (assigned.Parent is not IExpressionStatementOperation)
                    Follow(assigned, end, through);
                break;
            case IConditionalOperation choice when choice.Condition != outermost:
                Follow(choice, end, through);
                break;
            case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice }:
                Follow(choice, end, through);
                break;
            case ICoalesceOperation coalesce:
                Follow(coalesce, end, through);
                break;
            case IConditionalAccessOperation access when access.Operation == outermost:
                if (access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(part => part is IConditionalAccessInstanceOperation instance && instance.Accessed() == outermost) is { } accessed)
                    Follow(accessed, end, through);
                break;
            case IInvocationOperation call when call.Instance == outermost:
                Do(call, call.TargetMethod, end, through);
                break;
            case IMethodReferenceOperation method when method.Instance == outermost:
                Do(method, method.Method, end, through);
                break;
            case IPropertyReferenceOperation property when property.Instance == outermost:
                See(property, end, through);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                Pass(call, argument, end, through);
                break;
            case IForEachLoopOperation loop when loop.Collection == outermost:
                Use(ChannelCall.Of(outermost, value, ChannelAct.TakeNow), through);
                break;
            case IReturnOperation returned:
                Return(returned, end, value, through);
                break;
            case IUsingOperation used when used.Resources == outermost:
                break;
            default:
                Escape(end);
                break;
        }
    }

    /// <summary>A channel converts to its ends.</summary>
    private End Narrowed(End end, ITypeSymbol? type) => end != End.Both || type is null ? end
        : scope.Channels.Find(type) switch { ["reader", ..] => End.Reader, ["writer", ..] => End.Writer, _ => end };

    private void Do(IOperation at, IMethodSymbol method, End end, ImmutableArray<IInvocationOperation> through)
    {
        if (ChannelCall.Of(at, scope.Channels) is { } call)
            Use(call, through);
        else if (method.ContainingType.SpecialType != SpecialType.System_Object)
            Escape(end);
    }

    private void See(IPropertyReferenceOperation property, End end, ImmutableArray<IInvocationOperation> through)
    {
        if (scope.Channels.Find(property.Property, property.Instance?.Type) is ["reader" or "writer", ..] and var words)
            Follow(property, words[0] == "reader" ? End.Reader : End.Writer, through);
        else if (ChannelCall.Of(property, scope.Channels) is { } call)
            Use(call, through);
        else
            Escape(end);
    }

    private void Pass(IInvocationOperation call, IArgumentOperation argument, End end, ImmutableArray<IInvocationOperation> through)
    {
        if (ChannelCall.Of(call, scope.Channels) is { } use && (use.At as IInvocationOperation)!.TargetMethod.DeclaringSyntaxReferences.IsEmpty)
        {
            if (call.TargetMethod.IsExtensionMethod && call.Instance is null && call.Arguments[0] == argument)
                Use(use, through);
            else if (use.Act == ChannelAct.Link)
                Use(ChannelCall.Of(call, argument.Value.Unwrapped(), ChannelAct.Linked), through);
            else
                Escape(end);
        }
        else if (argument is { ArgumentKind: not ArgumentKind.ParamArray, Parameter: { RefKind: RefKind.None } parameter } && through.Length < Depth && Callee(call) is { } body)
        {
            Hold(parameter.OriginalDefinition, end, body, through.Add(call));
        }
        else
        {
            Escape(end);
        }
    }

    /// <summary>The code that a call leads to, and nothing else: null where another type may replace it.</summary>
    private IOperation? Callee(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.IsAbstract || method.IsExtern || (method.IsVirtual || method.IsOverride) && !method.ContainingType.IsSealed || method.DeclaringSyntaxReferences.IsEmpty)
            return null;
        return method.MethodKind == MethodKind.LocalFunction
            ? call.Root().Descendants().FirstOrDefault(operation => operation is ILocalFunctionOperation { Symbol: var local } && SymbolEqualityComparer.Default.Equals(local, method.OriginalDefinition))
            : scope.Bodies.Find(body => SymbolEqualityComparer.Default.Equals(body.Member, method.OriginalDefinition)).Root ?? method.Body(scope.Compilation, scope.Cancellation);
    }

    /// <summary>A private property or method that gives the channel to its own type is one more name for it.</summary>
    private void Return(IReturnOperation returned, End end, IOperation value, ImmutableArray<IInvocationOperation> through)
    {
        if (returned.EnclosingFunction() is null && scope.MemberOf(returned) is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property } && scope.Keeps(property))
            Hold(property, end, value, through);
        else
            Escape(end);
    }

    private void Hold(ISymbol variable, End end, IOperation near, ImmutableArray<IInvocationOperation> through)
    {
        if (variable is ILocalSymbol { IsRef: true } or IFieldSymbol or IPropertySymbol && !scope.Keeps(variable) || variable is IParameterSymbol && through.IsEmpty)
        {
            BelongsToType |= scope.Type is null && variable is { DeclaredAccessibility: Accessibility.Private } and (IFieldSymbol or IPropertySymbol) && variable.VariableType() is INamedTypeSymbol { Arity: > 0 } kept && !scope.Channels.Find(kept).IsEmpty;
            Escape(end);
            return;
        }

        if (variable is IFieldSymbol or IPropertySymbol && scope.IsNamedByNested(variable))
            Escape(end);

        var definition = variable.OriginalDefinition;
        if (!holders.Contains(definition, SymbolEqualityComparer.Default))
        {
            holders.Add(definition);
            origins.Add(near);
        }

        if (!held.Add((definition, end, through.LastOrDefault())))
            return;

        foreach (var reference in ReferencesTo(definition, near).ToList())
            if (reference is IParameterReferenceOperation && reference.IsWritten())
                Escape(end);
            else
                Follow(reference, end, through);
    }
}
