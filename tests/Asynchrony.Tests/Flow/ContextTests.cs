using Asynchrony.Analyzers.Flow;
using Asynchrony.Tests.Framework;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Flow;

public sealed class ContextTests
{
    [Theory]
    [InlineData("class P { static void Main() { } }", "Main")]
    [InlineData("class P { static int Main(string[] args) => 0; }", "Main")]
    [InlineData("class P { static async Task Main() => await Task.Yield(); }", "Main")]
    [InlineData("class P { static async Task<int> Main(string[] args) { await Task.Yield(); return 1; } }", "Main")]
    [InlineData("struct P { class Q { static Task Main(params string[] args) => Task.CompletedTask; } }", "Main")]
    [InlineData("Console.WriteLine();", "<Main>$")]
    [InlineData("await Task.Yield();", "<Main>$")]
    public void Knows_the_entry_point_of_a_program_and_of_a_library(string program, string name)
    {
        foreach (var compilation in new[] { Code.Compilation(("A.cs", program)), Library(program) })
            Assert.Equal([name], Methods(compilation).Where(Of(compilation).IsEntryPoint).Select(method => method.Name));
    }

    [Theory]
    [InlineData("class P { void Main() { } }")]
    [InlineData("class P { static void Main(int depth) { } }")]
    [InlineData("class P { static void Main(string[] args, int depth) { } }")]
    [InlineData("class P { static void Main(ref string[] args) { } }")]
    [InlineData("class P { static string Main() => \"\"; }")]
    [InlineData("class P { static Task<string> Main() => Task.FromResult(\"\"); }")]
    [InlineData("class P { static async void Main() => await Task.Yield(); }")]
    [InlineData("class P { static void Main<T>() { } }")]
    [InlineData("class P<T> { static void Main() { } }")]
    [InlineData("class P { static void main() { } static void Run() { } static int Main => 1; }")]
    public void Knows_what_is_no_entry_point(string program) =>
        Assert.DoesNotContain(Methods(Library(program)), Of(Library(program)).IsEntryPoint);

    [Fact]
    public void Takes_the_compiler_at_its_word()
    {
        var compilation = Code.Compilation(("A.cs", "class A { static void Main() { } } class B { static async Task Main() => await Task.Yield(); }"));
        compilation = compilation.WithOptions(compilation.Options.WithMainTypeName("B"));

        Assert.Equal(["B"], Methods(compilation).Where(Of(compilation).IsEntryPoint).Select(method => method.ContainingType.Name));
    }

    [Theory]
    [InlineData("class T { [Fact] void M() { } } class FactAttribute : Attribute { }", true)]
    [InlineData("class T { [Faction] void M() { } } class FactionAttribute : Attribute { }", false)]
    [InlineData("namespace Xunit { class FactAttribute : Attribute { } class T { [Fact] void M() { } } }", true)]
    [InlineData("namespace Xunit { class FactAttribute : Attribute { } class Mine : FactAttribute { } class T { [Mine] void M() { } class Inner { } } }", true)]
    [InlineData("namespace NUnit.Framework { class TestFixtureAttribute : Attribute { } [TestFixture] class T { } }", true)]
    [InlineData("namespace TUnit.Core { class TestAttribute : Attribute { } } class T { [TUnit.Core.Test] void M() { } }", true)]
    [InlineData("class T { [Fact] void M() { } }", true)] // Does not resolve: known by its name.
    [InlineData("[TestClassAttribute] class T { }", true)]
    [InlineData("using NUnit.Framework; class T { }", true)]
    [InlineData("namespace N { using Xunit; class T { } }", true)]
    [InlineData("class T { void Test() { } }", false)]
    public void Knows_tests(string program, bool isTest)
    {
        var compilation = Library(program);
        var type = compilation.GetSymbolsWithName("T").Single();

        Assert.Equal(isTest, Of(compilation).IsTest(type, compilation.SyntaxTrees[0], CancellationToken.None));
        Assert.All(type.Name == "T" ? ((INamedTypeSymbol)type).GetTypeMembers() : [], inner => Assert.Equal(isTest, Of(compilation).IsTest(inner, null, CancellationToken.None)));
    }

    [Theory]
    [InlineData("xunit.core")]
    [InlineData("nunit.framework")]
    [InlineData("TUnit.Core")]
    public void Knows_test_projects_by_what_they_reference(string framework)
    {
        var empty = CSharpCompilation.Create(framework, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var compilation = Library("class C { }").AddReferences(empty.ToMetadataReference());

        Assert.True(Of(compilation).IsTest(compilation.GetSymbolsWithName("C").Single(), null, CancellationToken.None));
    }

    [Fact]
    public void Knows_test_projects_by_their_property()
    {
        var compilation = Library("class C { }");
        var options = new AnalyzerOptions([], new ProjectOptions(new() { ["build_property.IsTestProject"] = "true" }));

        Assert.True(new Context(compilation, options, CancellationToken.None).IsTest(compilation.GetSymbolsWithName("C").Single(), null, CancellationToken.None));
    }

    [Theory]
    [InlineData("class C : Microsoft.AspNetCore.Mvc.ControllerBase { }", "request")]
    [InlineData("class Base : Microsoft.AspNetCore.Mvc.Controller { } class C : Base { }", "request")]
    [InlineData("[Microsoft.AspNetCore.Mvc.ApiController] class C { }", "request")]
    [InlineData("class C { public Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context) => Task.CompletedTask; }", "request")]
    [InlineData("class C : Microsoft.AspNetCore.SignalR.Hub { }", "request")]
    [InlineData("class C : Microsoft.Extensions.Hosting.BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask; }", "hosted")]
    [InlineData("class C : Microsoft.Extensions.Hosting.IHostedService { public Task StartAsync(CancellationToken t) => Task.CompletedTask; public Task StopAsync(CancellationToken t) => Task.CompletedTask; }", "hosted")]
    [InlineData("namespace System.Windows.Threading { class DispatcherObject { } } class C : System.Windows.Threading.DispatcherObject { }", "ui")]
    [InlineData("class C : Window { }", "ui")] // Does not resolve: known by its name.
    [InlineData("partial class C : Form { }", "ui")]
    [InlineData("class C : ContentPage { }", "ui")]
    [InlineData("class C : Microsoft.AspNetCore.Components.ComponentBase { }", "ui")]
    [InlineData("class C : MonoBehaviour { }", "game")]
    [InlineData("class Window { } class C : Window { }", "")]
    [InlineData("class C { }", "")]
    public void Knows_what_frameworks_make_of_types(string program, string expected)
    {
        var compilation = Library(program, Code.WebReferences);
        var type = (INamedTypeSymbol)compilation.GetSymbolsWithName("C").Single();
        var context = Of(compilation);

        Assert.Equal(expected, string.Join(" ", new[]
        {
            context.ServesRequests(type) ? "request" : "", context.IsHosted(type) ? "hosted" : "", context.IsUserInterface(type) ? "ui" : "", context.IsGame(type) ? "game" : "",
        }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("application.MapGet(\"/\", [|() => 5|]);", true)]
    [InlineData("application.Use([|async (context, next) => await next(context)|]);", true)]
    [InlineData("application.Run([|context => Task.CompletedTask|]);", true)]
    [InlineData("Task.Run([|() => 5|]);", false)]
    public void Knows_lambdas_that_serve_requests(string call, bool serves)
    {
        var marked = Marked.Parse($"using Microsoft.AspNetCore.Builder; class C {{ void M(WebApplication application) {{ {call} }} }}");
        var compilation = Library(marked.Text, Code.WebReferences);
        var lambda = OperationsIn(compilation).OfType<IAnonymousFunctionOperation>().Single(lambda => lambda.Syntax.Span == marked.Spans[0]);

        Assert.Equal(serves, Of(compilation).ServesRequests(lambda));
    }

    [Fact]
    public void Knows_messages_of_scripts()
    {
        var compilation = Library("class Script : MonoBehaviour { void Start() { } void Update() { } void Fire() { } } class Other { void Start() { } }");
        Assert.Equal(["Start", "Update"], Methods(compilation).Where(Of(compilation).IsMessage).Select(method => method.Name));
    }

    [Theory]
    [InlineData("EventHandler handler = [|Handle|]; void Handle(object? sender, EventArgs e) { }", true)]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += [|(_, _) => Console.WriteLine()|];", true)]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += new EventHandler([|Handle|]); void Handle(object? sender, EventArgs e) { }", true)]
    [InlineData("Closed += [|() => Console.WriteLine()|];", true)]
    [InlineData("new Timer([|_ => Console.WriteLine()|]);", true)]
    [InlineData("new Thread([|() => Console.WriteLine()|]);", false)]
    [InlineData("Action run = [|() => Console.WriteLine()|];", false)]
    [InlineData("Task.Run([|() => Console.WriteLine()|]);", false)]
    [InlineData("Action<object, int> run = [|(sender, number) => Console.WriteLine()|];", true)]
    public void Knows_callbacks_by_their_use(string statements, bool isCallback)
    {
        var marked = Marked.Parse($"class C {{ event Action? Closed; void M() {{ {statements} }} }}");
        var compilation = Library(marked.Text);
        var function = OperationsIn(compilation).Single(operation => operation is IAnonymousFunctionOperation or IMethodReferenceOperation && operation.Syntax.Span == marked.Spans[0]);

        Assert.Equal(isCallback, function.IsCalledBack(Of(compilation)));
    }

    [Fact]
    public void Knows_methods_used_as_callbacks()
    {
        var compilation = Library("""
            class Window
            {
                public event Action? Closed;
                public Window() { Closed += OnClosed; Closed += this.OnAgain; new Timer(OnTick); Task.Run(OnRun); OnNothing(); }
                private void OnClosed() { }
                private void OnAgain() { }
                private void OnTick(object? state) { }
                private void OnRun() { }
                private void OnNothing() { }
                internal void OnOther() { }
            }
            class Other { void M(Window window) => window.Closed += window.OnOther; }
            """);
        Assert.Equal(["OnClosed", "OnAgain", "OnTick", "OnOther"],
            Methods(compilation).Where(method => method.IsUsedAsCallback(compilation, Of(compilation), CancellationToken.None)).Select(method => method.Name));
    }

    [Fact]
    public void Knows_what_fixes_a_signature()
    {
        var compilation = Library("""
            interface I { void Implemented(); void Explicit(); }
            class Base { protected virtual void Overridden() { } }
            class C : Base, I
            {
                protected override void Overridden() { }
                public void Implemented() { }
                void I.Explicit() { }
                public void Explicit() { }
                void Handle(object sender, int number) { }
            }
            """);
        var methods = Methods(compilation).Where(method => method.ContainingType.Name == "C" && method.MethodKind != MethodKind.Constructor).ToList();

        Assert.Equal(["Overridden", "Implemented", "I.Explicit"], methods.Where(method => method.IsPrescribed()).Select(method => method.Name));
        Assert.Equal(["Handle"], methods.Where(method => method.IsHandlerShaped()).Select(method => method.Name));
    }

    [Fact]
    public void Projects_say_what_their_frameworks_mean()
    {
        var compilation = Library("namespace Contoso { class Screen { } class Attended : Screen { } }");
        var options = new AnalyzerOptions([new Added("/asynchrony.Surroundings.txt", "T:Contoso.Screen  ui")]);

        Assert.True(new Context(compilation, options, CancellationToken.None).IsUserInterface((INamedTypeSymbol)compilation.GetSymbolsWithName("Attended").Single()));
    }

    private static Context Of(Compilation compilation) => Engine.Of(compilation).Context(new AnalyzerOptions([]), CancellationToken.None);

    private static CSharpCompilation Library(string program, ImmutableArray<MetadataReference>? references = null)
    {
        var compilation = Code.Compilation(("A.cs", program));
        return compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary)).WithReferences(references ?? Code.References);
    }

    private static IEnumerable<IMethodSymbol> Methods(Compilation compilation) =>
        Types(compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>();

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol space) =>
        space.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<IOperation> OperationsIn(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.First();
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>()
            .Concat<SyntaxNode>(tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax>())
            .SelectMany(member => model.GetOperation(member)?.Descendants() ?? []);
    }

    private sealed class Added(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class ProjectOptions(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Listed(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Listed(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
