using Asynchrony.Analyzers.Flow;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>A method or local function that may become async, or that is and returns a task from now on: whether it may, and how it then looks.</summary>
internal sealed record AsyncForm(Flagged At, SyntaxNode Node, IMethodSymbol Method)
{
    /// <summary>Names by which the compiler or the runtime calls a method that no source mentions.</summary>
    private static readonly ImmutableHashSet<string> CalledByName = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Main", "Add", "Deconstruct", "Dispose", "GetEnumerator", "MoveNext", "GetAwaiter", "GetResult", "Slice",
        "Select", "SelectMany", "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Join", "GroupJoin", "Cast");

    /// <summary>What an async function may set for itself, but not for its caller: it flows down and never back.</summary>
    private static readonly ImmutableHashSet<string> FlowsDown = ImmutableHashSet.Create(StringComparer.Ordinal, "AsyncLocal", "CultureInfo", "Activity");

    /// <summary>The function around a node; null for any that has no declaration of its own.</summary>
    public static AsyncForm? Around(SyntaxNode place, Flagged at) =>
        Awaiting.FunctionOf(place) is MethodDeclarationSyntax or LocalFunctionStatementSyntax && Awaiting.FunctionOf(place) is { } function
        && at.Model.GetDeclaredSymbol(function, at.Cancellation) is IMethodSymbol method ? new AsyncForm(at, function, method) : null;

    /// <summary>True for the entry point of a program, which the runtime awaits if it returns a task; one with attributes says which thread it needs.</summary>
    public bool IsEntryPoint =>
        Node is MethodDeclarationSyntax { AttributeLists.Count: 0 }
        && SymbolEqualityComparer.Default.Equals(At.Model.Compilation.GetEntryPoint(At.Cancellation), Method)
        && Node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp7_1 };

    /// <summary>True for a test that returns nothing: whoever runs it awaits what it returns.</summary>
    public bool IsTest =>
        Method is { MethodKind: MethodKind.Ordinary, ReturnsVoid: true, IsOverride: false, IsVirtual: false, IsAbstract: false }
        && !Method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ApartmentAttribute" or "RequiresThreadAttribute" or "STAThreadAttribute")
        && Engine.Of(At.Model.Compilation).Context(At.Document.Project.AnalyzerOptions, At.Cancellation).IsTestMethod(Method);

    /// <summary>True where nothing but its callers asks the function to look as it does.</summary>
    public bool IsFree => Node switch
    {
        LocalFunctionStatementSyntax local => local.AttributeLists.Count == 0,
        MethodDeclarationSyntax { AttributeLists.Count: 0 } declared =>
            Method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private or Accessibility.Internal, IsOverride: false, IsVirtual: false, IsAbstract: false }
            && Method.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct
            && !declared.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !CalledByName.Contains(Method.Name)
            && !Method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(Method.Name)).Any(),
        _ => false,
    };

    /// <summary>
    /// True where the function may await and may return a task; an instance method of a struct would write to a copy of it. What blocks by its
    /// nature, or has a twin that can be awaited, would be the next mistake of an async function.
    /// </summary>
    public bool MayBeAsync() =>
        Method is { ReturnsByRef: false, ReturnsByRefReadonly: false, IsVararg: false, ReturnType: { IsRefLikeType: false, TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer) } result }
        && !result.GetMembers("GetAwaiter").Any()
        && Method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType && parameter.GetAttributes().IsEmpty)
        && !Node.ChildTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))
        && (Method.IsStatic || Method.MethodKind == MethodKind.LocalFunction || Method.ContainingType.TypeKind != TypeKind.Struct)
        && !Syntax.Inside(Node).Any(node => node is YieldStatementSyntax || node is AssignmentExpressionSyntax assignment && SetsForCaller(assignment))
        && !Awaiting.WouldBlock(At, Node);

    private bool SetsForCaller(AssignmentExpressionSyntax assignment) =>
        At.Model.GetSymbolInfo(assignment.Left, At.Cancellation).Symbol is IPropertySymbol { ContainingType.Name: var home } && FlowsDown.Contains(home);

    /// <summary>The declaration as async, with a task in the place of its type.</summary>
    public void Declare(SyntaxEditor editor) => editor.ReplaceNode(Node, (current, _) => current switch
    {
        MethodDeclarationSyntax declared when Async(declared.Modifiers, declared.ReturnType) is var (modifiers, type) => declared.WithModifiers(modifiers).WithReturnType(type),
        LocalFunctionStatementSyntax local when Async(local.Modifiers, local.ReturnType) is var (modifiers, type) => local.WithModifiers(modifiers).WithReturnType(type),
        _ => current,
    });

    /// <summary>The modifiers with async among them, and the task of what was returned; what stood before the type stands before both.</summary>
    private (SyntaxTokenList, TypeSyntax) Async(SyntaxTokenList modifiers, TypeSyntax type)
    {
        var result = Awaiting.TypeOfTask(At, Node.SpanStart, Method.ReturnsVoid ? null : type.WithoutTrivia());
        return Method.IsAsync
            ? (modifiers, result.WithTriviaFrom(type))
            : (modifiers.Add(Token(type.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, TriviaList(Space))), result.WithTrailingTrivia(type.GetTrailingTrivia()));
    }
}
