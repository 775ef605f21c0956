using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// Moves a call out of the section that a lock guards: behind it where it is the last statement, before it where it is the first. What it is
/// called on is read under the lock as before, into a local where that may change.
/// </summary>
internal static class OutOfLock
{
    /// <summary>The statement that a finding about a step under a lock is about; null where the step is taken further down.</summary>
    public static ExpressionStatementSyntax? StatementOf(Flagged flagged) =>
        flagged.Diagnostic.Properties.GetValueOrDefault(UnderLock.Here) == "true" ? flagged.Node.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax : null;

    /// <summary>Null where the call is not the last statement of a section with others, or needs what only the section knows.</summary>
    public static Action<SyntaxEditor>? Behind(ExpressionStatementSyntax moved, Flagged flagged)
    {
        if (LockedRegion.Around(moved, flagged) is not { Statements: { Count: > 1 } statements } region || statements[statements.Count - 1] != moved
            || flagged.DeclaredBy(statements[0], moved) is not { } inner || moved.Mentions(inner) || !TakesSteady(moved, flagged) || Receiver(moved) is not { } receiver)
            return null;

        if (KeepsItsValue(receiver, flagged))
            return editor =>
            {
                editor.Drop(moved);
                editor.AddAfter(region.End, moved);
            };

        if (flagged.Model.GetSymbolInfo(receiver, flagged.Cancellation).Symbol is not (IFieldSymbol or IPropertySymbol) || flagged.Model.GetTypeInfo(receiver, flagged.Cancellation).Type is not { } type)
            return null;

        var name = Syntax.FreeName(moved, Local(receiver));
        return editor =>
        {
            TypeSyntax declared = ParseTypeName(type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(flagged.Model, moved.SpanStart));
            editor.AddBefore(region.Acquire, Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(IsNullable(receiver, flagged) ? NullableType(declared) : declared).AddVariables(VariableDeclarator(name)))));
            editor.ReplaceNode(moved, Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(name), receiver.WithoutTrivia())))
                .WithLeadingTrivia(Syntax.Indentation(moved)).WithTrailingTrivia(Syntax.LineEnd(moved)));
            editor.AddAfter(region.End, moved.ReplaceNode(receiver, IdentifierName(name).WithTriviaFrom(receiver)));
        };
    }

    /// <summary>Null where the call is not the first statement of a section with others, or reads what may change.</summary>
    public static Action<SyntaxEditor>? Before(ExpressionStatementSyntax moved, Flagged flagged) =>
        LockedRegion.Around(moved, flagged) is { Statements: { Count: > 1 } statements } region && statements[0] == moved
        && TakesSteady(moved, flagged) && Receiver(moved) is { } receiver && KeepsItsValue(receiver, flagged)
            ? editor =>
            {
                editor.Drop(moved);
                editor.AddBefore(region.Acquire, moved);
            }
    : null;

    /// <summary>True for what holds one value for good, and for variables of the function that no lambda writes.</summary>
    public static bool IsSteady(ISymbol symbol, IOperation near) => symbol switch
    {
        IFieldSymbol field => field.IsReadOnly || field.IsConst,
        IPropertySymbol property => property.SetMethod is null or { IsInitOnly: true },
        _ => !near.Ancestors().Last().Descendants().Any(reference => reference.IsWritten() && SymbolEqualityComparer.Default.Equals(reference.Named(), symbol)
            && reference.EnclosingFunction()?.Syntax != near.EnclosingFunction()?.Syntax),
    };

    /// <summary>What stands before the first dot of a call.</summary>
    private static ExpressionSyntax? Receiver(ExpressionStatementSyntax statement)
    {
        for (var expression = statement.Expression; ;)
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax or InvocationExpressionSyntax } call: expression = call.Expression; break;
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax called }: return called;
                case ConditionalAccessExpressionSyntax access: expression = access.Expression; break;
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own: return own;
                case MemberAccessExpressionSyntax member: expression = member.Expression; break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure: expression = sure.Operand; break;
                case IdentifierNameSyntax name: return name;
                default: return null;
            }
    }

    private static bool KeepsItsValue(ExpressionSyntax receiver, Flagged flagged) => flagged.Model.GetSymbolInfo(receiver, flagged.Cancellation).Symbol switch
    {
        INamedTypeSymbol or IEventSymbol => true,
        { } symbol => flagged.Model.GetOperation(receiver, flagged.Cancellation) is { } operation && IsSteady(symbol, operation),
        _ => false,
    };

    /// <summary>True where the arguments are the same before, in and behind the section.</summary>
    private static bool TakesSteady(ExpressionStatementSyntax statement, Flagged flagged) => statement.DescendantNodes().OfType<ArgumentSyntax>().All(argument =>
        flagged.Model.GetOperation(argument.Expression, flagged.Cancellation) is { } value && value.DescendantsAndSelf().All(part => part switch
        {
            ILiteralOperation or IInstanceReferenceOperation or IConversionOperation or IUnaryOperation => true,
            IFieldReferenceOperation { Field: var field } => IsSteady(field, part),
            ILocalReferenceOperation { Local: var local } => IsSteady(local, part),
            IParameterReferenceOperation { Parameter: var parameter } => IsSteady(parameter, part),
            _ => false,
        }));

    private static bool IsNullable(ExpressionSyntax receiver, Flagged flagged) =>
        flagged.Model.GetSymbolInfo(receiver, flagged.Cancellation).Symbol?.VariableType()?.NullableAnnotation == NullableAnnotation.Annotated;

    /// <summary>The name of a local for what a member holds.</summary>
    private static string Local(ExpressionSyntax member)
    {
        var name = (member is MemberAccessExpressionSyntax { Name: var own } ? own.ToString() : member.ToString()).TrimStart('_');
        return name.Length == 0 ? "kept" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
