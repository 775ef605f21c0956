using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// An async method or local function that returns nothing, though nobody asks for that. Silent for what somebody else gives the signature to:
/// overrides and implementations, virtual methods, handlers by what they take, messages of game engines, what an attribute has called, and
/// all that is made a delegate of (what is wrong there is told at the delegate), and what extends a task by a way to let go of it; where no
/// exception can get out, where the name says that nobody waits, beside a twin that returns a task, and where a comment says why it is so or a rule
/// that says the same is switched off.
/// </summary>
public sealed class AsyncVoid() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1005",
        title: "Return a task from async functions",
        message: "'{0}' is async and returns nothing: nobody can wait for it, or catch what it throws",
        why: "Whoever calls an async void function goes on at its first await and never learns when it is done, and an exception in it ends the process.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean it.</summary>
    private static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal, "VSTHRD100", "AsyncFixer03", "MA0155", "S3168");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(Check);
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
        {
            if (body is IBlockOperation && context.Owner is IMethodSymbol { IsAsync: true, ReturnsVoid: true } method)
                Check(context, body, method);
            foreach (var function in context.Surveyed(body).Functions)
                if (function is ILocalFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } local, Body: { } inner })
                    Check(context, inner, local);
        }
    }

    private static void Check(BodyContext context, IOperation body, IMethodSymbol method)
    {
        if (!IsAskedFor(method, context) && !body.KeepsExceptions() && !method.IsUsedAsDelegate(context.Compilation, context.Cancellation)
            && Declaration(body) is var function && !IsPart(function) && !IsBesideTwin(method, body) && !AuthorsWord.ExplainsVoid(function) && !AuthorsWord.SwitchesOff(function, Peers))
            context.ReportWeakerInTests(new Finding(Rule, NameOf(function), method.Name));
    }

    /// <summary>True where somebody else gives the function its signature.</summary>
    private static bool IsAskedFor(IMethodSymbol method, BodyContext context) =>
        method.IsVirtual || method.TakesEvent() || method is { IsExtensionMethod: true, Parameters: [{ Type: var extended }, ..] } && extended.IsTask() || SaysSo(method.Name) || method.IsPrescribed() || method.IsPrescribedElsewhere(context.Compilation.Assembly)
        || context.Surroundings().IsMessage(method) || context.Surroundings().IsCalledByAttribute(method);

    /// <summary>True for a name that says that nobody waits, or what the function is.</summary>
    private static bool SaysSo(string name) => name.IndexOf("Forget", StringComparison.Ordinal) >= 0 || name.IndexOf("AsyncVoid", StringComparison.Ordinal) >= 0;

    /// <summary>True for a part of a method without a word about who may call it: the language lets that return nothing else.</summary>
    private static bool IsPart(SyntaxNode function) => function is MethodDeclarationSyntax { Modifiers: var words } && words.Any(SyntaxKind.PartialKeyword)
        && !words.Any(word => word.IsKind(SyntaxKind.PublicKeyword) || word.IsKind(SyntaxKind.PrivateKeyword) || word.IsKind(SyntaxKind.InternalKeyword) || word.IsKind(SyntaxKind.ProtectedKeyword));

    /// <summary>True for a function that does nothing but await its twin, which returns a task: who calls this one means to let it go.</summary>
    private static bool IsBesideTwin(IMethodSymbol method, IOperation body)
    {
        if (body is not IBlockOperation { Operations: [IExpressionStatementOperation { Operation: IAwaitOperation { Operation: var awaited } }] })
            return false;
        while (TaskNames.Behind(awaited.Unwrapped()) is { } behind)
            awaited = behind;
        return awaited.Unwrapped() is IInvocationOperation { TargetMethod: var twin } && twin.Name == $"{method.Name}Async" && SymbolEqualityComparer.Default.Equals(twin.ContainingType, method.ContainingType);
    }

    private static SyntaxNode Declaration(IOperation body) => body.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) ?? body.Syntax;

    private static Location NameOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
        _ => function.GetLocation(),
    };
}
