using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Delegates whose code is somebody else's: handlers of events, and what comes in by members that everybody sees.</summary>
internal static class Alien
{
    /// <summary>event, parameter or delegate; null for code that the type or the program brings itself.</summary>
    public static string? WordOf(IOperation source, bool isMember) => source switch
    {
        IEventReferenceOperation { Event.DeclaredAccessibility: not Accessibility.Private } => "event",
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } => isMember && Exposure.IsVisible(method) ? "parameter" : null,
        IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: { } setter } property } => Exposure.IsVisible(property) && Exposure.IsVisible(setter) ? "delegate" : null,
        IFieldReferenceOperation { Field: var field } => Exposure.IsVisible(field) && !field.IsReadOnly || IsFilledByCaller(field) ? "delegate" : null,
        _ => null,
    };

    /// <summary>True for a field that a constructor which everybody may call fills with what it is given.</summary>
    private static bool IsFilledByCaller(IFieldSymbol field)
    {
        if (!Exposure.IsVisible(field.ContainingType))
            return false;

        foreach (var declared in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var constructor in declared.GetSyntax().DescendantNodes().OfType<ConstructorDeclarationSyntax>())
                if (constructor.Modifiers.Any(modifier => modifier.ValueText is "public" or "protected"))
                    foreach (var assignment in constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                        if (NameOf(assignment.Left) == field.Name && assignment.Right.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax name && constructor.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText)))
                            return true;
        return false;
    }

    /// <summary>A collection in a field of the object itself, or another object that it keeps to the end, or that nobody else replaces.</summary>
    public static bool IsOwnPart(IOperation value) => value.Unwrapped() is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Type: { IsReferenceType: true, SpecialType: SpecialType.None } type } part
        && (part is IPropertyReferenceOperation { Property.SetMethod: null or { DeclaredAccessibility: Accessibility.Private }, Arguments.IsEmpty: true } or IFieldReferenceOperation { Field.IsReadOnly: true }
            || part is IFieldReferenceOperation && type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>True for an object of a kind that the program keeps to itself, such as an observer that only puts into a queue what it hears.</summary>
    public static bool IsOwnKind(IOperation? receiver) => receiver?.Unwrapped().Type?.OriginalDefinition is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type && !Exposure.IsVisible(type);

    /// <summary>True for a source of tokens that has not given its token to anybody: it was made right before, or its type only asks whether it is cancelled.</summary>
    public static bool HasNoListeners(IInvocationOperation cancel) =>
        (cancel.Instance is IConditionalAccessInstanceOperation tested ? tested.Accessed() : cancel.Instance)?.Unwrapped() switch
        {
            IFieldReferenceOperation { Field: var field } source => IsJustMade(field, source) || IsOnlyAsked(field),
            ILocalReferenceOperation { Local: var own } source => IsFirstUse(own, source),
            _ => false,
        };

    /// <summary>True for a source that a local was given where it is declared, and that nothing has named since.</summary>
    private static bool IsFirstUse(ILocalSymbol own, IOperation source)
    {
        var isMade = false;
        foreach (var step in source.Root().Descendants())
            if (step is ILocalReferenceOperation use && use != source && step.Syntax.SpanStart < source.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(use.Local, own))
                return false;
            else if (step is IVariableDeclaratorOperation { Symbol: var declared, Initializer.Value: var value } && SymbolEqualityComparer.Default.Equals(declared, own))
                isMade = step.EnclosingFunction() == source.EnclosingFunction() && step.EnclosingLoop() == source.EnclosingLoop() && value.Unwrapped() is IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" };
        return isMade;
    }

    private static bool IsJustMade(IFieldSymbol field, IOperation source)
    {
        IOperation? made = null;
        foreach (var step in source.Root().Descendants())
            if (step is IFieldReferenceOperation use && step.Syntax.SpanStart < source.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(use.Field, field) && use.User() is not (IBinaryOperation or IIsPatternOperation))
                made = step.Parent is ISimpleAssignmentOperation { Value: var value, Parent: IExpressionStatementOperation { Parent: IBlockOperation block } } assignment && assignment.Target == step
                    && value.Unwrapped() is IObjectCreationOperation { Arguments.IsEmpty: true } && block.Contains(source) ? step : null;
        return made is not null && made.EnclosingFunction() == source.EnclosingFunction() && source.EnclosingLoop() == made.EnclosingLoop();
    }

    private static bool IsOnlyAsked(IFieldSymbol field)
    {
        if (field.DeclaredAccessibility != Accessibility.Private)
            return false;

        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            if (!IsOnlyAsked(field.Name, part.GetSyntax()))
                return false;
        return true;
    }

    private static bool IsOnlyAsked(string variable, SyntaxNode code)
    {
        foreach (var node in code.DescendantNodes())
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == variable && SourceAt(name) is var source
                && !(IsAskedOrSet(source) && (source.Parent is not AssignmentExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var copy } } } || copy != variable && IsOnlyAsked(copy, source.FirstAncestorOrSelf<MemberDeclarationSyntax>()!))))
                return false;
        return true;
    }

    /// <summary>The whole expression that a name stands for: <c>this.name!</c>.</summary>
    private static ExpressionSyntax SourceAt(IdentifierNameSyntax name)
    {
        ExpressionSyntax source = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return source.Parent is PostfixUnaryExpressionSyntax certain ? certain : source;
    }

    private static bool IsAskedOrSet(ExpressionSyntax source) => source.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token" } access when access.Expression == source && IsHarmless(access) => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token", Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var asked } } access => access.Expression == source && IsQuestion(asked),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var asked } access => access.Expression == source && IsQuestion(asked),
        ConditionalAccessExpressionSyntax access => access.Expression == source && (access.WhenNotNull is MemberBindingExpressionSyntax { Name.Identifier.ValueText: var asked } && IsQuestion(asked)
            || access.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } && IsQuestion(called)),
        AssignmentExpressionSyntax assignment => assignment.Left == source && assignment.Right is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } or LiteralExpressionSyntax,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } or IsPatternExpressionSyntax => true,
        _ => false,
    };

    /// <summary>
    /// True for a token that the platform alone gets: to leave out work that has not begun, or to end a pause. Nobody registers anything. A local that keeps it
    /// may do the same, and ask it.
    /// </summary>
    private static bool IsHarmless(ExpressionSyntax token) => token.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" or "Delay", Expression: var runner } } } } => IsOfTasks(runner),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var copy } } => token.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && IsHarmless(copy, member),
        _ => false,
    };

    private static bool IsHarmless(string token, SyntaxNode code)
    {
        foreach (var node in code.DescendantNodes())
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == token && !(name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var asked } access && access.Expression == name ? IsQuestion(asked) : name.Parent is not EqualsValueClauseSyntax && IsHarmless(name)))
                return false;
        return true;
    }

    /// <summary>Task, its factory, or a variable that is called one.</summary>
    private static bool IsOfTasks(ExpressionSyntax runner) => NameAtEnd(runner) is { } name && (name == "Task" || name.EndsWith("Factory", StringComparison.Ordinal));

    private static string? NameAtEnd(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    private static bool IsQuestion(string member) => member is "IsCancellationRequested" or "ThrowIfCancellationRequested" or "Cancel" or "CancelAfter" or "Dispose";

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };
}
