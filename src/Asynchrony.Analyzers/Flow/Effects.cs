using System.Diagnostics.CodeAnalysis;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What a piece of code reads and writes: variables, fields and properties by symbol, the content of objects as one whole, output by its
/// target. Follows calls into source to a bounded depth; a member without source counts as the Effects table says, and as unknown when
/// it is not listed. Two pieces are independent only when both are known and neither writes what the other touches.
/// </summary>
internal sealed class Effects
{
    private const int Depth = 4;

    private readonly Table table;
    private readonly CancellationToken cancellation;
    private readonly Compilation compilation;
    private readonly HashSet<ISymbol> reads = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> writes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> outputs = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default);
    private bool readsContent;
    private bool writesContent;

    private Effects(Compilation compilation, Table table, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.table = table;
        this.cancellation = cancellation;
    }

    /// <summary>True when something in the code may do anything.</summary>
    public bool Unknown { get; private set; }

    /// <summary>True when the code does more than move values about: it calls something or loops.</summary>
    public bool Works { get; private set; }

    public static Effects Of(IOperation code, Compilation compilation, Table table, CancellationToken cancellation)
    {
        var effects = new Effects(compilation, table, cancellation);
        effects.Add(code, depth: 0);
        return effects;
    }

    /// <summary>The effects of running what a delegate expression names: a lambda, or a method with source.</summary>
    public static Effects OfBody(IOperation target, Compilation compilation, Table table, CancellationToken cancellation)
    {
        var effects = new Effects(compilation, table, cancellation);

        switch (target.Unwrapped())
        {
            case IAnonymousFunctionOperation lambda: effects.Add(lambda.Body, depth: 0); break;
            case IMethodReferenceOperation { Method: var method }: effects.Call(method, receiverWritten: false, depth: 0); break;
            default: effects.Unknown = true; break;
        }

        return effects;
    }

    public bool IsIndependentOf(Effects other) =>
        !Unknown && !other.Unknown
        && !writes.Overlaps(other.reads) && !writes.Overlaps(other.writes) && !other.writes.Overlaps(reads)
        && !outputs.Overlaps(other.outputs)
        && !(writesContent && (other.readsContent || other.writesContent)) && !(other.writesContent && readsContent);

    private void Add(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            See(operation, depth);
        }
    }

    private void See(IOperation operation, int depth)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                Touch(operation, operation.Named()!);
                break;
            case IArrayElementReferenceOperation element:
                Content(element.IsWritten(), element.IsRead());
                break;
            case IPropertyReferenceOperation property:
                Property(property, depth);
                break;
            case IInvocationOperation call:
                Works = true;
                Call(call.TargetMethod, receiverWritten: true, depth);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Works = true;
                Call(constructor, receiverWritten: false, depth);
                break;
            case ILoopOperation:
                Works = true;
                Unknown |= operation is IForEachLoopOperation { IsAsynchronous: true };
                readsContent |= operation is IForEachLoopOperation;
                break;
            case IAwaitOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IEventAssignmentOperation or IEventReferenceOperation
                or ILockOperation or IUsingOperation or IUsingDeclarationOperation or IInvalidOperation or IFunctionPointerInvocationOperation
                or ITryOperation or IReturnOperation { ReturnedValue: not null } or IBranchOperation or IThrowOperation or IAddressOfOperation:
                Unknown |= operation is not (IReturnOperation or IBranchOperation or IThrowOperation or ITryOperation);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Call(method, receiverWritten: false, depth);
                break;
        }
    }

    private void Touch(IOperation reference, ISymbol symbol)
    {
        if (reference.IsWritten())
            writes.Add(symbol);
        if (reference.IsRead())
            reads.Add(symbol);
    }

    private void Content(bool written, bool read)
    {
        writesContent |= written;
        readsContent |= read;
    }

    private void Property(IPropertyReferenceOperation property, int depth)
    {
        if (property.Property.DeclaringSyntaxReferences.IsEmpty)
        {
            Apply(table.Find(property.Property) is { Length: > 0 } words ? words : table.Find(property.Property.ContainingType));
            return;
        }

        Touch(property, property.Property);
        foreach (var accessor in new[] { property.IsRead() ? property.Property.GetMethod : null, property.IsWritten() ? property.Property.SetMethod : null })
            if (accessor is not null && HasBody(accessor))
                Call(accessor, receiverWritten: true, depth);
    }

    private static bool HasBody(IMethodSymbol accessor) => accessor.DeclaringSyntaxReferences.Any(declared =>
        declared.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { Body: not null } or Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { ExpressionBody: not null }
            or Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax);

    private void Call(IMethodSymbol method, bool receiverWritten, int depth)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            Apply(method is { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true, ContainingType.SpecialType: SpecialType.System_Object }
                ? ImmutableArray.Create("pure")
                : table.Find(method) is { Length: > 0 } words ? words : table.Find(method.ContainingType));
            return;
        }

        if (!visited.Add(method.OriginalDefinition))
            return;

        if (depth >= Depth || receiverWritten && (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed || method.IsAsync || method.IsExtern || BodyOf(method) is not { } body)
            Unknown = true;
        else
            Add(body, depth + 1);
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Asked by fixes, for one finding at a time; bodies stand in any file.")]
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "As above.")]
    private IOperation? BodyOf(IMethodSymbol method)
    {
        var syntax = method.OriginalDefinition.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) : null;
    }

    private void Apply(ImmutableArray<string> words)
    {
        Unknown |= words.All(word => word is "steady" or "throws");
        foreach (var word in words)
        {
            readsContent |= word is "reads" or "writes";
            writesContent |= word is "writes";
            if (word.StartsWith("output:", StringComparison.Ordinal))
                outputs.Add(word);
        }
    }
}
