using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Small questions about one operation and its surroundings.</summary>
internal static class Operations
{
    /// <summary>Collection expressions are operations of their own only in compilers newer than the one we compile against.</summary>
    public const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>The part of such an expression that goes through another collection; its only child.</summary>
    public const OperationKind Spread = (OperationKind)128;

    /// <summary>The operation without the conversions, parentheses and delegate creations around its value.</summary>
    public static IOperation Unwrapped(this IOperation operation)
    {
        for (; ; )
        {
            switch (operation)
            {
                case IConversionOperation conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                case IDelegateCreationOperation creation: operation = creation.Target; break;
                default: return operation;
            }
        }
    }

    /// <summary>The nearest operation above that is more than a conversion, parenthesis or delegate creation.</summary>
    public static IOperation? User(this IOperation operation)
    {
        var user = operation.Parent;
        while (user is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
            user = user.Parent;
        return user;
    }

    /// <summary>True where nobody takes the value: a statement of its own, or an assignment to a discard.</summary>
    public static bool IsDropped(this IOperation operation) => operation.User() is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            yield return outer;
    }

    /// <summary>The type itself, or the last of those that it is nested in.</summary>
    public static INamedTypeSymbol Outermost(this INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>The whole body that the operation is a part of.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } outer)
            operation = outer;
        return operation;
    }

    /// <summary>The initial value of a local that nothing assigns again.</summary>
    public static IOperation? OnlyValue(this ILocalSymbol local, IOperation near)
    {
        IOperation? value = null;
        foreach (var operation in near.Root().Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                value = declarator.Initializer?.Value;
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.IsWritten())
                return null;
        }

        return value;
    }

    /// <summary>The lambda or local function this operation runs in; null in the body of the member itself.</summary>
    public static IOperation? EnclosingFunction(this IOperation operation)
    {
        var outer = operation.Parent;
        while (outer is not null && !outer.IsFunction())
            outer = outer.Parent;
        return outer;
    }

    /// <summary>The code of a lambda, local function or member; null for anything else.</summary>
    public static IOperation? Body(this IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        ILocalFunctionOperation local => local.Body,
        IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
        _ => null,
    };

    public static bool DerivesFrom(this ITypeSymbol type, ITypeSymbol other)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, other.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>True for what reads or writes a variable in one step: a member of Interlocked or Volatile.</summary>
    public static bool IsAtomic(this ISymbol member) => member.ContainingType?.Name is "Interlocked" or "Volatile";

    /// <summary>True for what gives a token code to run when it is cancelled.</summary>
    public static bool IsTokenRegistration(this IMethodSymbol method) => method is { Name: "Register" or "UnsafeRegister", ContainingType: { Name: "CancellationToken", ContainingNamespace.Name: "Threading" } };

    /// <summary>The field behind a property without code of its own.</summary>
    public static IFieldSymbol? Storage(this IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } field && SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, property.OriginalDefinition))
                return field;
        return null;
    }

    /// <summary>True for a member of an object that is not the one whose code this is.</summary>
    public static bool IsForeign(this IOperation reference) => reference is IMemberReferenceOperation { Instance: not (null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }) };

    public static bool IsFunction(this IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    /// <summary>What a lambda or local function is called by; null for anything else.</summary>
    public static IMethodSymbol? Symbol(this IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => null,
    };

    /// <summary>True where the function may await: a lambda, a local function, or the body of the member that owns it.</summary>
    public static bool IsAsync(this IOperation function, ISymbol owner) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        ILocalFunctionOperation local => local.Symbol.IsAsync,
        _ => owner is IMethodSymbol { IsAsync: true },
    };

    /// <summary>True for the operation itself and everything inside it.</summary>
    public static bool Contains(this IOperation operation, IOperation other)
    {
        for (var inner = other; inner is not null; inner = inner.Parent)
            if (inner == operation)
                return true;
        return false;
    }

    /// <summary>What runs when this operation runs: descendants outside nested lambdas and local functions.</summary>
    public static IEnumerable<IOperation> DescendantsHere(this IOperation operation)
    {
        var open = new Stack<IOperation>();
        open.PushChildren(operation);

        while (open.Count > 0)
        {
            var next = open.Pop();
            yield return next;

            if (!next.IsFunction())
                open.PushChildren(next);
        }
    }

    /// <summary>Makes the children of an operation the next that a walk meets, the first one before the others.</summary>
    public static void PushChildren(this Stack<IOperation> open, IOperation operation)
    {
        foreach (var child in operation.ChildOperations.Reverse())
            open.Push(child);
    }

    /// <summary>Expression trees describe code and do not run it.</summary>
    public static bool IsInExpressionTree(this IOperation operation, INamedTypeSymbol? expressionTree)
    {
        for (var outer = expressionTree is null ? null : operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IConversionOperation or IDelegateCreationOperation && SymbolEqualityComparer.Default.Equals(outer.Type?.OriginalDefinition, expressionTree))
                return true;
        return false;
    }

    /// <summary>The local, parameter, field or property that an expression names; null for anything computed.</summary>
    public static ISymbol? Named(this IOperation operation) => operation.Unwrapped() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.Length: 0 } property => property.Property,
        _ => null,
    };

    /// <summary>True where the reference is written to: assigned, incremented, passed by ref or out.</summary>
    public static bool IsWritten(this IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        ITupleOperation { Parent: ITupleOperation outer } => outer.IsWritten(),
        IDeclarationExpressionOperation declaration => declaration.IsWritten(),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };

    /// <summary>True where the value is read as well: everything but a plain assignment, a deconstruction and an out argument.</summary>
    public static bool IsRead(this IOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target != reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => false,
        ITupleOperation tuple => !tuple.Contains(reference) || !reference.IsWritten(),
        INameOfOperation => false,
        _ => true,
    };

    /// <summary>The number of the line as an editor shows it, from 1.</summary>
    public static int Line(this Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>The same as it is told at another place: with its file where that is another one.</summary>
    public static string LineFrom(this Location location, Location place) =>
        location.SourceTree == place.SourceTree ? $"{location.Line()}" : $"{location.Line()} of {System.IO.Path.GetFileName(location.SourceTree!.FilePath)}";

    /// <summary>The smallest part of an expression that says what it is: <c>new Thread</c> without arguments, a call's member name.</summary>
    public static Location Head(this IOperation operation) =>
        operation.Syntax is MemberBindingExpressionSyntax && operation is not IPropertyReferenceOperation ? operation.Syntax.GetLocation() : operation.Syntax.Head();

    /// <summary>The same where only the text is left.</summary>
    public static Location Head(this SyntaxNode syntax)
    {
        switch (syntax)
        {
            case ObjectCreationExpressionSyntax creation:
                return Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.NewKeyword.SpanStart, creation.Type.Span.End));
            case ImplicitObjectCreationExpressionSyntax creation:
                return creation.NewKeyword.GetLocation();
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call when member.OperatorToken.SpanStart is var _:
                return Location.Create(call.SyntaxTree, TextSpan.FromBounds(Simple(member.Expression) ? member.SpanStart : member.Name.SpanStart, member.Span.End));
            case InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding }:
                return binding.Name.GetLocation();
            case InvocationExpressionSyntax call:
                return call.Expression.GetLocation();
            case MemberAccessExpressionSyntax { Expression: var receiver } member when !Simple(receiver):
                return member.Name.GetLocation();
            case MemberBindingExpressionSyntax member:
                return member.Name.GetLocation();
            default:
                return syntax.GetLocation();
        }

        static bool Simple(ExpressionSyntax receiver) => receiver is IdentifierNameSyntax or ThisExpressionSyntax
            or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax };
    }

    /// <summary>True when the statements of the two operations stand next to each other in one block.</summary>
    public static bool IsFollowedBy(this IOperation first, IOperation second)
    {
        if (first.Parent is not { Parent: IBlockOperation block } statement || second.Parent?.Parent != block)
            return false;

        var index = block.Operations.IndexOf(statement);
        return index + 1 < block.Operations.Length && block.Operations[index + 1] == second.Parent;
    }

    /// <summary>What stands before the <c>?.</c> of the conditional access whose receiver this is.</summary>
    public static IOperation? Accessed(this IConditionalAccessInstanceOperation receiver)
    {
        IOperation inner = receiver;
        for (var outer = receiver.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
            if (outer is IConditionalAccessOperation access && access.WhenNotNull == inner)
                return access.Operation;
        return null;
    }

    /// <summary>What the reader calls a member: an accessor by its property, a constructor by its type.</summary>
    public static string Spoken(this ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => member.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } owner } => owner.Spoken(),
        IPropertySymbol { IsIndexer: true } => "this[]",
        _ => member.Name.Substring(member.Name.LastIndexOf('.') + 1),
    };

    /// <summary>The type of a field, property, local or parameter; null for any other symbol.</summary>
    public static ITypeSymbol? VariableType(this ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>True for a type of exceptions that all others derive from; null is that of a catch without one.</summary>
    public static bool IsOfAllExceptions(this ITypeSymbol? type) =>
        type is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static ILoopOperation? EnclosingLoop(this IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null && !outer.IsFunction(); outer = outer.Parent)
            if (outer is ILoopOperation loop)
                return loop;
        return null;
    }
}
