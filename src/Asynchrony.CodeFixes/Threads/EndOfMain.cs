using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>The one place where an entry point ends, behind a statement of its outermost block that always runs before.</summary>
internal sealed class EndOfMain
{
    private static readonly ImmutableHashSet<string> Blocking = ImmutableHashSet.Create(StringComparer.Ordinal, "Wait", "WaitAll", "WaitAny", "WaitOne", "Result", "GetResult", "Join", "Sleep");

    private readonly Flagged flagged;
    private readonly MethodDeclarationSyntax? main;
    private readonly IOperation root;

    private EndOfMain(Flagged flagged, IOperation root, StatementSyntax last)
    {
        this.flagged = flagged;
        this.root = root;
        main = last.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        Last = last;
    }

    /// <summary>The last statement that runs, before the closing return.</summary>
    public StatementSyntax Last { get; }

    /// <summary>True in an async Main, and among top-level statements with an await.</summary>
    public bool IsAsync => main is not null ? main.Modifiers.Any(SyntaxKind.AsyncKeyword) : root.DescendantsHere().Any(operation => operation is IAwaitOperation);

    /// <summary>
    /// True where an await may be written. What blocks would then block async code, and calls that drop other tasks would no longer be
    /// ours to report; so a function with such is left as it is.
    /// </summary>
    public bool MayAwait(IOperation start) => IsAsync || !BlocksOrDrops(start) && (main is null || MayBecomeAsync(main));

    /// <summary>
    /// Null where the function may end at several places behind the statement, where the statement does not always run, and where what is
    /// returned has yet to be computed.
    /// </summary>
    public static EndOfMain? Behind(StatementSyntax statement, Flagged flagged, IOperation root)
    {
        if (statement.Parent is not (GlobalStatementSyntax or BlockSyntax { Parent: MethodDeclarationSyntax }) || statement.Siblings() is not { } siblings)
            return null;

        var rest = siblings.SkipWhile(sibling => sibling != statement).Where(sibling => sibling is not LocalFunctionStatementSyntax).ToList();
        if (rest.Count > 1 && rest[rest.Count - 1] is ReturnStatementSyntax { Expression: null or LiteralExpressionSyntax or IdentifierNameSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } })
            rest.RemoveAt(rest.Count - 1);

        var leaves = rest.SelectMany(part => part.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            .Any(node => node is ReturnStatementSyntax or GotoStatementSyntax);
        return leaves || rest[rest.Count - 1] is ThrowStatementSyntax ? null : new EndOfMain(flagged, root, rest[rest.Count - 1]);
    }

    /// <summary>Makes Main async where it is not.</summary>
    public void MakeAsync(SyntaxEditor editor)
    {
        if (main is null || IsAsync)
            return;

        var task = ParseName("global::System.Threading.Tasks.Task").WithAdditionalAnnotations(Simplifier.Annotation);
        editor.ReplaceNode(main, (current, _) =>
        {
            var method = (MethodDeclarationSyntax)current;
            return method.WithReturnType(task.WithTriviaFrom(method.ReturnType)).AddModifiers(Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space));
        });
    }

    private bool BlocksOrDrops(IOperation start) => root.DescendantsHere().Any(operation => operation switch
    {
        IInvocationOperation call => Blocking.Contains(call.TargetMethod.Name)
            || call.Parent is IExpressionStatementOperation && call.Syntax != start.Syntax && call.Type?.GetMembers("GetAwaiter").IsEmpty == false,
        IPropertyReferenceOperation property => Blocking.Contains(property.Property.Name),
        _ => false,
    });

    /// <summary>A Main that returns nothing, has no apartment to lose, and that nobody calls.</summary>
    private bool MayBecomeAsync(MethodDeclarationSyntax method) =>
        method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        && !method.AttributeLists.Any()
        && !method.Modifiers.Any(SyntaxKind.UnsafeKeyword)
        && flagged.Model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp7_1 }
        && !flagged.Model.Compilation.SyntaxTrees.Any(tree => tree.GetRoot(flagged.Cancellation).DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == method.Identifier.ValueText));
}
