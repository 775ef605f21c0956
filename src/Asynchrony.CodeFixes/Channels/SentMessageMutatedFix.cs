using Asynchrony.Analyzers.Channels;
using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// Moves the change before the send where nothing in between depends on it; gives the sender a new collection where it clears the one it has
/// sent; makes the message in each round of the loop where every round sets all that it says. What is given up after the send has no fix.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SentMessageMutatedFix() : RuleFix(SentMessageMutated.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } change && change.Siblings() is { } siblings && SendBefore(change, siblings, flagged) is { } send)
        {
            if (Cleared(change, flagged) is { } cleared)
            {
                if (Anew(cleared, flagged) is { } made)
                    yield return new Fix($"Go on with a new '{cleared}'", editor => editor.ReplaceNode(change.Expression, Assigned(cleared, made).WithTriviaFrom(change.Expression)));
            }
            else if (MayComeFirst(change, send, siblings, flagged))
            {
                yield return new Fix("Change it before it is sent", editor =>
                {
                    editor.Drop(change);
                    editor.AddBefore(send, change);
                });
            }
        }
        else if (Rounds.Of(flagged) is { } rounds)
        {
            yield return new Fix($"Make '{rounds.Name}' in each round", rounds.Apply);
        }
    }

    /// <summary>The statement that sends, further up in the same block.</summary>
    private static StatementSyntax? SendBefore(StatementSyntax change, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        var channels = flagged.Table("Channels");
        return siblings.TakeWhile(sibling => sibling != change).LastOrDefault(sibling => sibling is ExpressionStatementSyntax && sibling.Here().OfType<InvocationExpressionSyntax>()
            .Any(call => flagged.Model.GetOperation(call, flagged.Cancellation) is { } operation && ChannelCall.Of(operation, channels)?.Message is { } message && IsSent(message.Syntax, flagged)));
    }

    /// <summary>True for a message that begins with the name of what was sent: its own, or one of what lies in it.</summary>
    private static bool IsSent(SyntaxNode message, Flagged flagged) =>
        flagged.Diagnostic.Properties.TryGetValue(SentMessageMutated.SentName, out var path) && path?.Split('.')[0] is { } root && message.Mentions(ImmutableHashSet.Create(root));

    /// <summary>The variable whose collection a statement clears.</summary>
    private static string? Cleared(ExpressionStatementSyntax change, Flagged flagged) =>
        change.Expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear", Expression: var receiver } }
        && flagged.Model.GetSymbolInfo(receiver, flagged.Cancellation).Symbol is ILocalSymbol or IFieldSymbol or IPropertySymbol or IParameterSymbol ? receiver.ToString() : null;

    /// <summary>What makes a collection of the kind that was cleared: the type has a constructor for it, and the variable may be set.</summary>
    private static ExpressionSyntax? Anew(string cleared, Flagged flagged)
    {
        var call = flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()!;
        var receiver = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        var isSettable = flagged.Model.GetSymbolInfo(receiver, flagged.Cancellation).Symbol switch
        {
            ILocalSymbol local => !local.IsUsing && !local.IsForEach && local.RefKind == RefKind.None,
            IFieldSymbol field => !field.IsReadOnly,
            IPropertySymbol { SetMethod: { IsInitOnly: false } } => true,
            _ => false,
        };

        return isSettable && cleared.Length > 0 && flagged.Model.GetTypeInfo(receiver, flagged.Cancellation).Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type
            && type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public)
            ? Syntax.Spaced(ObjectCreationExpression(ParseTypeName(type.ToMinimalDisplayString(flagged.Model, receiver.SpanStart)), ArgumentList(), null))
            : null;
    }

    private static AssignmentExpressionSyntax Assigned(string variable, ExpressionSyntax made)
    {
        var assignment = (AssignmentExpressionSyntax)Syntax.Spaced(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName("it"), IdentifierName("made")));
        return assignment.WithLeft(IdentifierName(variable).WithTriviaFrom(assignment.Left)).WithRight(made);
    }

    /// <summary>True where the change depends on nothing between the send and itself, and nothing there on the change.</summary>
    private static bool MayComeFirst(ExpressionStatementSyntax change, StatementSyntax send, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        if (!change.StartsLine() || !send.StartsLine() || change.Here().Any(Syntax.IsAwait) || flagged.Model.GetOperation(change, flagged.Cancellation) is not { } operation)
            return false;

        var (effects, table) = (Effects.Of(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation), flagged.Table("Effects"));
        if (effects.Unknown || effects.Waits || effects.Accesses.Any(access => access.Place.Output is not null))
            return false;

        var between = siblings.SkipWhile(sibling => sibling != send).TakeWhile(sibling => sibling != change).ToList();
        return between.Skip(1).All(statement => flagged.Model.GetOperation(statement, flagged.Cancellation) is { } other
                && !statement.Here().Any(Syntax.IsJump) && statement is not (LocalFunctionStatementSyntax or LabeledStatementSyntax)
                && Effects.Of(other, flagged.Model.Compilation, table, flagged.Cancellation) is { Unknown: false } and var does && does.IsIndependentOf(effects))
            && flagged.DeclaredBy(send, between[between.Count - 1]) is { } declared && !change.Mentions(declared);
    }

    /// <summary>A message that is made once, before the loop, and set anew in each round.</summary>
    private sealed record Rounds(LocalDeclarationStatementSyntax Declaration, BlockSyntax Body, string Name)
    {
        public static Rounds? Of(Flagged flagged)
        {
            if (!flagged.Diagnostic.Properties.TryGetValue(SentMessageMutated.SentName, out var name) || name is null || name.Contains('.'))
                return null;

            foreach (var loop in flagged.Node.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)))
                if (BodyOf(loop) is { } body && loop is StatementSyntax statement && statement.Siblings() is { } siblings && Declared(siblings, statement, name) is { } declaration
                    && IsForRound(declaration, statement, body, name, siblings, flagged))
                    return new Rounds(declaration, body, name);

            return null;
        }

        public void Apply(SyntaxEditor editor)
        {
            editor.Drop(Declaration);
            editor.AddBefore(Body.Statements[0], Declaration);

            // The empty line above the declaration stays above what follows it.
            var next = Declaration.Siblings()!.SkipWhile(sibling => sibling != Declaration).ElementAt(1);
            if (Declaration.GetLeadingTrivia() is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia } line, ..] && !next.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia))
                editor.ReplaceNode(next, (current, _) => current.WithLeadingTrivia(current.GetLeadingTrivia().Insert(0, line)));
        }

        private static BlockSyntax? BodyOf(SyntaxNode loop) => loop switch
        {
            WhileStatementSyntax { Statement: BlockSyntax body } => body,
            ForStatementSyntax { Statement: BlockSyntax body } => body,
            CommonForEachStatementSyntax { Statement: BlockSyntax body } => body,
            DoStatementSyntax { Statement: BlockSyntax body } => body,
            _ => null,
        };

        private static LocalDeclarationStatementSyntax? Declared(IReadOnlyList<StatementSyntax> siblings, StatementSyntax loop, string name) => siblings.TakeWhile(sibling => sibling != loop)
            .OfType<LocalDeclarationStatementSyntax>().FirstOrDefault(declaration => declaration is { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer: not null } variable] } && variable.Identifier.ValueText == name && declaration.StartsLine());

        private static bool IsForRound(LocalDeclarationStatementSyntax declaration, StatementSyntax loop, BlockSyntax body, string name, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
        {
            var made = declaration.Declaration.Variables[0].Initializer!.Value;
            var names = ImmutableHashSet.Create(name);
            if (made is not (BaseObjectCreationExpressionSyntax { Initializer: null } or ArrayCreationExpressionSyntax { Initializer: null })
                || siblings.Any(sibling => sibling != declaration && sibling != loop && sibling.Mentions(names)) || loop.DescendantTokens().Any(token => token.ValueText == name && !body.Span.Contains(token.Span))
                || body.Statements.Count == 0 || !body.Statements[0].StartsLine()
                || flagged.Model.AnalyzeDataFlow(loop) is not { Succeeded: true } flow)
                return false;

            // What it is made of must be the same in every round.
            var written = flow.WrittenInside.Select(variable => variable.Name).ToImmutableHashSet(StringComparer.Ordinal);
            return !made.Mentions(written) && !made.DescendantNodes().Any(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax)
                && (made is ArrayCreationExpressionSyntax ? IsFilledFirst(body, name, flagged) : IsSetFirst(body, name));
        }

        /// <summary>True where each round first fills the array, by a call at the top of the loop's body.</summary>
        private static bool IsFilledFirst(BlockSyntax body, string name, Flagged flagged) =>
            body.Statements.FirstOrDefault(statement => statement.Mentions(ImmutableHashSet.Create(name))) is { } first and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) && first.Span.Contains(flagged.Node.Span);

        /// <summary>True where each round sets members, and reads only those that it has set.</summary>
        private static bool IsSetFirst(BlockSyntax body, string name)
        {
            var set = new HashSet<string>(StringComparer.Ordinal);
            foreach (var use in body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name))
                if (use.Parent is MemberAccessExpressionSyntax member && member.Expression == use)
                {
                    if (member.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax { Parent: var parent } } assignment && assignment.Left == member && parent == body)
                        set.Add(member.Name.Identifier.ValueText);
                    else if (!set.Contains(member.Name.Identifier.ValueText) || member.Parent is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax)
                        return false;
                }
                else if (use.Parent is not ArgumentSyntax)
                {
                    return false;
                }

            return set.Count > 0;
        }
    }
}
