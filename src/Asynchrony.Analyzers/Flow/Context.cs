using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What the code under analysis is part of: the entry point, a test, a service, a user interface. Each answer is found once a compilation.
/// What frameworks mean by their types is in the Surroundings and Messages tables; types that do not resolve are known by their last name.
/// </summary>
internal sealed class Context
{
    /// <summary>The word for a type that is middleware by the name of its member alone: no table has it.</summary>
    private const string Convention = "convention";

    private readonly Compilation compilation;
    private readonly Table surroundings;
    private readonly Table messages;
    private readonly Lazy<IMethodSymbol?> entryPoint;
    private readonly Lazy<bool> isTestProject;
    private readonly Lazy<bool> isInterfaceProject;
    private readonly Lazy<bool> isOfOneThread;
    private readonly Lazy<bool> isPlainProgram;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<string>> types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, bool> testFiles = new();

    public Context(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        this.compilation = compilation;
        surroundings = Table.Of("Surroundings", options, cancellation);
        messages = Table.Of("Messages", options, cancellation);
        entryPoint = new Lazy<IMethodSymbol?>(() => compilation.GetEntryPoint(CancellationToken.None));
        isTestProject = new Lazy<bool>(() => SaysTestProject(options) || compilation.ReferencedAssemblyNames.Any(assembly => surroundings.FindNamed('A', assembly.Name).Contains("test")));
        isPlainProgram = new Lazy<bool>(() => compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
            && !compilation.ReferencedAssemblyNames.Any(assembly => surroundings.FindNamed('A', assembly.Name) is var words && (words.Contains("request") || words.Contains("hosted"))));
        isOfOneThread = new Lazy<bool>(() => Statics.AreOfOneThread(compilation, Table.Of("Unguarded", options, cancellation), cancellation), LazyThreadSafetyMode.PublicationOnly);
        isInterfaceProject = new Lazy<bool>(() => compilation.ReferencedAssemblyNames.Any(assembly => surroundings.FindNamed('A', assembly.Name).Contains("ui")));
    }

    /// <summary>
    /// True for the member that the process begins with. Where the compilation does not know it, being a library or offering several, any
    /// method counts that has the shape.
    /// </summary>
    public bool IsEntryPoint(ISymbol member)
    {
        if (member is not IMethodSymbol { IsStatic: true, Name: "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName } method || !HasShapeOfMain(method))
            return false;

        // The compiler's own entry point of an async Main calls the one that the author wrote.
        return entryPoint.Value is null or { Name: "<Main>" } || SymbolEqualityComparer.Default.Equals(entryPoint.Value, method);
    }

    /// <summary>True also for the method that an entry point hands everything to: <c>static void Main() => MainAsync().Wait();</c></summary>
    public bool IsEntryPointOrItsWhole(ISymbol member)
    {
        if (IsEntryPoint(member))
            return true;

        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
            foreach (var main in member.ContainingType.GetMembers("Main"))
                if (IsEntryPoint(main) && HandsAllTo(main, member))
                    return true;

        return false;
    }

    /// <summary>True in a test project, in a type with a test in it, and in a file that uses a test framework's namespace.</summary>
    public bool IsTest(ISymbol member, SyntaxTree? tree, CancellationToken cancellation)
    {
        if (isTestProject.Value)
            return true;

        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
            if (Is(type, "test"))
                return true;

        return tree is not null && (testFiles.TryGetValue(tree, out var known) ? known : testFiles.GetOrAdd(tree, tree.GetRoot(cancellation) is CompilationUnitSyntax unit && Uses(unit, "test")));
    }

    /// <summary>True for a helper of tests, as a part of its namespace says: where a file is looked at without its project, nothing else does. Tests of many threads are not meant: <c>Test.Stress</c>.</summary>
    public static bool IsInNamespaceOfTests(ISymbol member)
    {
        var isOfTests = false;
        for (var space = member.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space.Name.IndexOf("Stress", StringComparison.Ordinal) >= 0)
                return false;
            else
                isOfTests |= space.Name is "Test" or "Tests" || SymbolEqualityComparer.Default.Equals(space, member.ContainingNamespace) && (space.Name.EndsWith("Tests", StringComparison.Ordinal) || space.Name.EndsWith("Test", StringComparison.Ordinal));
        return isOfTests;
    }

    /// <summary>
    /// True where an attribute tells somebody to call the method, who then fixes its signature. Attributes of the system itself speak to the
    /// compiler, the runtime and tools, and a framework of tests takes a task as well; the second version of xUnit even waits for those that return nothing.
    /// </summary>
    public bool IsCalledByAttribute(IMethodSymbol method) => method.GetAttributes().Any(attribute => WordsOfMarker(attribute.AttributeClass) is var words && words.Contains("test")
        ? words.Contains("around") || words.Contains("void") && !compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == "xunit.v3.core")
        : attribute.AttributeClass is IErrorTypeSymbol or not { ContainingNamespace: { Name: "System" } or { ContainingNamespace.Name: "System" or "Diagnostics" or "Runtime" } });

    /// <summary>True for a test, which a framework runs: not for what runs around tests.</summary>
    public bool IsTestMethod(IMethodSymbol method) => method.GetAttributes().Any(attribute => WordsOfMarker(attribute.AttributeClass) is var words && words.Contains("test") && !words.Contains("around"));

    /// <summary>True for controllers, pages, hubs, filters and middleware, and for lambdas and methods of the endpoints that serve requests.</summary>
    public bool ServesRequests(INamedTypeSymbol type) => Is(type, "request") || Is(type, Convention);

    /// <summary>True for middleware by convention, of which one object serves all requests.</summary>
    public bool IsMiddleware(INamedTypeSymbol type) => Is(type, Convention) && type.InstanceConstructors.Any(made => made.Parameters.Any(given => given.Type.Name == "RequestDelegate"));

    public bool ServesRequests(IOperation function) =>
        function.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var api }, Parameter.Type.TypeKind: TypeKind.Delegate or TypeKind.Class }
            && Says(api.ReducedFrom?.ContainingType ?? api.ContainingType, "request");

    /// <summary>True for services that live as long as the application.</summary>
    public bool IsHosted(INamedTypeSymbol type) => Is(type, "hosted");

    /// <summary>True for windows, controls, pages, components and the like, whose code runs on the one thread of the interface.</summary>
    public bool IsUserInterface(INamedTypeSymbol type) => Is(type, "ui");

    /// <summary>True where an await may come back to the one thread it began on: in projects and files with a user interface, and in games.</summary>
    public bool MayReturnToOneThread(ISymbol member, SyntaxTree tree, CancellationToken cancellation)
    {
        if (isInterfaceProject.Value)
            return true;

        for (var type = member.ContainingType; type is not null; type = type.ContainingType)
            if (IsUserInterface(type) || IsGame(type))
                return true;

        return tree.GetRoot(cancellation) is CompilationUnitSyntax unit && Uses(unit, "ui");
    }

    /// <summary>True for code of a user interface or a game, which one thread runs: by its type, its file, or the program it belongs to.</summary>
    public bool IsOfInterface(ISymbol member, SyntaxTree tree, CancellationToken cancellation)
    {
        if (isInterfaceProject.Value && compilation.Options.OutputKind is OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication)
            return true;

        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
            if (IsUserInterface(type) || IsGame(type))
                return true;

        return IsInNamespaceOfInterface(member) || tree.GetRoot(cancellation) is CompilationUnitSyntax unit && Uses(unit, "ui", but: "request");
    }

    /// <summary>True for what is part of a user interface or a game engine itself, as one of its namespaces says.</summary>
    private bool IsInNamespaceOfInterface(ISymbol member)
    {
        for (var space = member.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (surroundings.FindNamed('N', space.ToDisplayString()) is var words && (words.Contains("game") || words.Contains("ui") && !words.Contains("request")))
                return true;
        return false;
    }

    /// <summary>
    /// True where the name of the type, or a part of its namespace, says that the code belongs to a user interface, and none that it serves requests: enough to doubt that
    /// many threads come to what is kept there, not to be sure of one.
    /// </summary>
    public bool IsNamedForInterface(ISymbol member)
    {
        var isNamed = (member as INamedTypeSymbol ?? member.ContainingType).Name is var name && (name.EndsWith("ViewModel", StringComparison.Ordinal) || name.EndsWith("VM", StringComparison.Ordinal));
        for (var space = member.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var words = surroundings.FindNamed('S', space.Name);
            if (words.Contains("request"))
                return false;
            isNamed |= words.Contains("ui");
        }

        return isNamed;
    }

    /// <summary>True for a type whose objects get their messages one at a time.</summary>
    public bool IsActor(INamedTypeSymbol type) => Is(type, "actor");

    /// <summary>True for scripts of a game engine.</summary>
    public bool IsGame(INamedTypeSymbol type) => Is(type, "game");

    /// <summary>True for an assertion about the thread that comes to it.</summary>
    public bool AssertsThread(IInvocationOperation call) => Assertion.IsAboutThread(call, surroundings);

    /// <summary>True for what one thread at a time is to use, such as a connection to a database: whoever holds it keeps the others out.</summary>
    public bool HasOneUser(INamedTypeSymbol type) => Is(type, "oneuser");

    /// <summary>True for a program that serves nobody: it has the threads that it starts, and no others.</summary>
    public bool IsPlainProgram => isPlainProgram.Value;

    /// <summary>True for a program of which one thread runs nearly all, as its static fields show: what is static is no sign of others then.</summary>
    public bool IsOfOneThread => isOfOneThread.Value;

    /// <summary>True for a method that a framework calls by its name, such as a script's Start.</summary>
    public bool IsMessage(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
            if (messages.Find(type, method.Name).Contains("message"))
                return true;

        return false;
    }

    /// <summary>True for delegates that are called back without being awaited: handlers of events by their shape, and those of the table.</summary>
    public bool IsCallback(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } named
        && (Says(named, "callback") || named.DelegateInvokeMethod is { } invoke && invoke.IsHandlerShaped());

    /// <summary>True for commands of a user interface: what they are given is called as a handler is.</summary>
    public bool IsCommand(INamedTypeSymbol type) => Is(type, "command");

    private bool Is(INamedTypeSymbol type, string word)
    {
        var definition = type.OriginalDefinition;
        return (types.TryGetValue(definition, out var known) ? known : types.GetOrAdd(definition, WordsOf(definition))).Contains(word);
    }

    private ImmutableArray<string> WordsOf(INamedTypeSymbol type)
    {
        var words = ImmutableArray<string>.Empty;

        for (var current = type; current is not null; current = current.BaseType)
        {
            words = words.AddRange(surroundings.Find(current));
            foreach (var attribute in current.GetAttributes())
                words = words.AddRange(WordsOfMarker(attribute.AttributeClass));
        }

        foreach (var implemented in type.AllInterfaces)
            words = words.AddRange(surroundings.Find(implemented));
        foreach (var member in type.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
                if (!words.Contains("test") && WordsOfMarker(attribute.AttributeClass).Contains("test"))
                    words = words.Add("test");
            if (IsConventionalMiddleware(member))
                words = words.Add(Convention);
        }

        return words;
    }

    /// <summary>Attributes may derive from a known one. Those of tests go by their names alone: many projects have their own.</summary>
    private ImmutableArray<string> WordsOfMarker(INamedTypeSymbol? marker)
    {
        for (var current = marker; current is not null; current = current.BaseType)
            if (surroundings.Find(current) is { IsEmpty: false } words)
                return words;
        if (marker is null)
            return ImmutableArray<string>.Empty;

        var named = surroundings.FindUnresolved(marker.Name.EndsWith("Attribute", StringComparison.Ordinal) ? marker.Name : $"{marker.Name}Attribute");
        return marker is IErrorTypeSymbol ? named : named.RemoveAll(word => word is not ("test" or "around" or "void"));
    }

    private bool Says(INamedTypeSymbol? type, string word) => type is not null && surroundings.Says(type, word);

    /// <summary>The only statement of Main calls the method, which nothing else in its type names.</summary>
    private static bool HandsAllTo(ISymbol main, ISymbol member)
    {
        var whole = main.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
            MethodDeclarationSyntax { Body.Statements: [ExpressionStatementSyntax { Expression: var expression }] } => expression,
            MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } expression }] } => expression,
            _ => null,
        };

        return whole?.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => Name(call) == member.Name) == true
            && member.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).Count(node => Names(node)) == 1;

        // As the name of a member only where the receiver is the type itself or an object of it.
        bool Names(SyntaxNode node) => node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name
            && (name.Parent is not MemberAccessExpressionSyntax access || access.Name != name
                || access.Expression is ThisExpressionSyntax or BaseObjectCreationExpressionSyntax
                || access.Expression is IdentifierNameSyntax type && type.Identifier.ValueText == member.ContainingType.Name);

        static string? Name(InvocationExpressionSyntax call) => call.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.ValueText: var name } => name,
            MemberAccessExpressionSyntax { Expression: BaseObjectCreationExpressionSyntax, Name.Identifier.ValueText: var name } => name,
            _ => null,
        };
    }

    private bool HasShapeOfMain(IMethodSymbol method) =>
        method is { IsGenericMethod: false, ContainingType.IsGenericType: false }
        && (method.Parameters.IsEmpty || method.Parameters is [{ RefKind: RefKind.None, Type: IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_String } }])
        && (method.ReturnsVoid && !method.IsAsync || method.ReturnType.SpecialType == SpecialType.System_Int32 || IsTask(method.ReturnType));

    private bool IsTask(ITypeSymbol type) => KnownSymbols.Of(compilation).Task is var task
        && (SymbolEqualityComparer.Default.Equals(type, task.Type)
            || SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, task.Generic) && type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Int32 }] });

    /// <summary>Middleware by convention: Invoke or InvokeAsync that takes the context of a request.</summary>
    private static bool IsConventionalMiddleware(ISymbol member) => member is IMethodSymbol { Name: "Invoke" or "InvokeAsync", Parameters: [{ Type.Name: "HttpContext" }, ..] };

    private bool Uses(CompilationUnitSyntax unit, string word, string? but = null)
    {
        if (Uses(unit.Usings, word, but))
            return true;
        foreach (var member in unit.Members)
            if (member is BaseNamespaceDeclarationSyntax space && Uses(space.Usings, word, but))
                return true;
        return false;
    }

    private bool Uses(SyntaxList<UsingDirectiveSyntax> directives, string word, string? but)
    {
        foreach (var directive in directives)
            if (directive.Name is { } name && surroundings.FindNamed('N', name.ToString()) is var words && words.Contains(word) && (but is null || !words.Contains(but)))
                return true;
        return false;
    }

    private static bool SaysTestProject(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}

internal static class Contexts
{
    public static Context Surroundings(this BodyContext context) => Engine.Of(context.Compilation).Context(context.Raw.Options, context.Cancellation);

    /// <summary>True where one thread alone comes to a collection: in the entry point, in tests, in user interfaces and games, and to what is an actor's own.</summary>
    public static bool HasOneThread(this BodyContext context, IOperation place, AccessPath collection)
    {
        var surroundings = context.Surroundings();
        return place.EnclosingFunction() is null && surroundings.IsEntryPointOrItsWhole(context.Owner)
            || context.Owner.ContainingType is { } type && (surroundings.IsUserInterface(type) || surroundings.IsGame(type) || collection.Root is null && surroundings.IsActor(type))
            || surroundings.IsTest(context.Owner, place.Syntax.SyntaxTree, context.Cancellation) || Context.IsInNamespaceOfTests(context.Owner);
    }

    /// <summary>Reports a finding, as a suggestion where it stands in a test.</summary>
    public static void ReportWeakerInTests(this BodyContext context, Finding finding) =>
        context.Report(context.Surroundings().IsTest(context.Owner, finding.At.SourceTree, context.Cancellation) ? finding.Weaker() : finding);
}
