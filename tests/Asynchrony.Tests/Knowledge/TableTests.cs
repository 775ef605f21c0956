using Asynchrony.Analyzers.Knowledge;
using Asynchrony.Tests.Framework;
using Asynchrony.Tests.Repository;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Knowledge;

/// <summary>Every line of a shipped table names something real, and projects can add lines of their own.</summary>
public sealed class TableTests
{
    /// <summary>Members of the .NET Framework or of packages: they are looked up by name and cannot resolve against the newest .NET.</summary>
    private static readonly string[] Elsewhere =
    [
        "M:System.Security.SecurityContext.SuppressFlow",
        "M:System.Security.Principal.WindowsIdentity.Impersonate",
        "M:System.Runtime.InteropServices.Marshal.CoInitializeEx",
        "M:Nito.AsyncEx.AsyncLock.LockAsync",
        "M:Nito.AsyncEx.AsyncLock.Lock",
        "M:Nito.AsyncEx.AsyncReaderWriterLock.ReaderLockAsync",
        "M:Nito.AsyncEx.AsyncReaderWriterLock.ReaderLock",
        "M:Nito.AsyncEx.AsyncReaderWriterLock.WriterLockAsync",
        "M:Nito.AsyncEx.AsyncReaderWriterLock.WriterLock",
        "M:Nito.AsyncEx.AsyncMonitor.EnterAsync",
        "M:Nito.AsyncEx.AsyncMonitor.Enter",
        "M:Nito.AsyncEx.AsyncSemaphore.LockAsync",
        "T:Nito.AsyncEx.AsyncLock",
        "T:Nito.AsyncEx.AsyncReaderWriterLock",
        "T:Nito.AsyncEx.AsyncSemaphore",
        "T:NLog.Logger",
        "T:NLog.ILogger",
        "T:NLog.ILoggerBase",
        "M:NLog.LogManager.GetLogger",
        "M:NLog.LogManager.GetCurrentClassLogger",
        "T:log4net.ILog",
        "M:log4net.LogManager.GetLogger",
        "T:Serilog.ILogger",
        "M:Serilog.ILogger.ForContext",
        "M:Serilog.ILogger.IsEnabled",
        "T:Serilog.Log",
        "M:Serilog.Log.ForContext",
        "P:Serilog.Log.Logger",
        "T:Common.Logging.ILog",
        "M:Newtonsoft.Json.JsonConvert.SerializeObject",
        "M:Newtonsoft.Json.JsonConvert.DeserializeObject",
    ];

    /// <summary>Frameworks that come as packages, with the .NET Framework or with .NET for Windows only: the reference packs do not have them.</summary>
    private static readonly string[] Frameworks =
    [
        "Xunit.", "NUnit.", "FluentAssertions.", "Shouldly.", "Microsoft.VisualStudio.TestTools.", "TUnit.", "System.Web.", "System.ServiceProcess.", "System.Windows.", "Avalonia.", "Microsoft.Maui.", "Xamarin.", "Microsoft.UI.",
        "Windows.UI.", "Android.", "UIKit.", "UnityEngine.", "UnityEditor.", "Godot.", "Serilog.", "NLog.", "log4net.", "Newtonsoft.", "DotNetty.", "NSubstitute.", "Rhino.", "Moq.", "Microsoft.EntityFrameworkCore.", "Microsoft.Data.Sqlite.", "System.Data.SQLite.", "FluentValidation.", "System.IO.Ports.", "Akka.", "Orleans.", "Proto.", "Dapr.", "Microsoft.ServiceFabric.", "Microsoft.Xna.", "osu.",
    ];

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(RepositoryTests.PathOf("src", "Asynchrony.Analyzers", "Knowledge"), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory, MemberData(nameof(Names))]
    public void Lines_name_members_that_exist(string table)
    {
        var compilation = CSharpCompilation.Create("Empty", references: Code.WebReferences);
        var ids = Table.Shipped(table).Select(line => line.Split(' ')[0].Trim()).Where(id => id.Length > 2 && id[1] == ':' && id[2] != '*').ToList();

        Assert.NotEmpty(ids);
        Assert.Distinct(ids);
        Assert.Equal("", string.Join(" ", ids.Except(Elsewhere).Where(id => id[0] is not ('A' or 'S') && !Frameworks.Any(space => $"{id[2..]}.".StartsWith(space, StringComparison.Ordinal)) && !Resolves(id, compilation))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Lines_say_words_that_the_head_explains(string table)
    {
        var head = string.Join(" ", Table.Shipped(table).TakeWhile(line => line.StartsWith('#')));
        var words = Table.Shipped(table).Where(line => line.Length > 2 && line[1] == ':').SelectMany(line => line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).TakeWhile(word => !word.StartsWith('#')));
        Assert.All(words.Select(word => word.Split(':', '=')[0]).Distinct(), word => Assert.Contains($" {word}", head));
    }

    [Fact]
    public void Tables_know_overloads_constructors_generics_and_overrides()
    {
        var table = Of("RunsDelegate");
        var compilation = Code.Compilation(("A.cs", """
            class C
            {
                void M()
                {
                    new Thread(() => { });
                    Task.Run(() => 1);
                    new List<int>().ForEach(x => { });
                    Parallel.For(0, 1, i => { });
                    Console.WriteLine();
                }
            }
            """));
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        var words = tree.GetRoot().DescendantNodes()
            .Select(node => model.GetOperation(node) switch
            {
                Microsoft.CodeAnalysis.Operations.IInvocationOperation call => call.TargetMethod,
                Microsoft.CodeAnalysis.Operations.IObjectCreationOperation creation => creation.Constructor,
                _ => null,
            })
            .OfType<IMethodSymbol>()
            .Select(method => $"{method.ContainingType.Name}.{method.Name}: {string.Join(" ", table.Find(method))}");

        Assert.Equal(["Thread..ctor: thread", "Task.Run: task", "List.ForEach: here", "List..ctor: ", "Parallel.For: parallel", "Console.WriteLine: "], words);
    }

    [Fact]
    public void Projects_add_lines_and_replace_shipped_ones()
    {
        var table = Of("RunsDelegate", """
            # ours
            M:Jobs.Run   pool   # a comment
            M:System.Threading.Tasks.Task.Run  here
            M:Jobs.Only(System.Action)  thread
            """);
        var compilation = Code.Compilation(("A.cs", "public class Jobs { public void Run(Action a) { } public void Run(int n) { } public void Only(Action a) { } public void Only(int n) { } }"));
        var jobs = compilation.GetTypeByMetadataName("Jobs")!;
        var run = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!.GetMembers("Run");

        Assert.All(jobs.GetMembers("Run"), member => Assert.Equal("pool", string.Join(" ", table.Find(member))));
        Assert.Equal(["thread", ""], jobs.GetMembers("Only").Select(member => string.Join(" ", table.Find(member))));
        Assert.All(run, member => Assert.Equal("here", string.Join(" ", table.Find(member))));
    }

    [Fact]
    public void Lines_for_members_of_any_type_are_asked_for_by_the_name()
    {
        var table = Of("Locks", "M:*.TakeTurn  scope async");
        var compilation = Code.Compilation(("A.cs", "public class Turns { public System.Threading.Tasks.Task TakeTurn() => null!; }"));

        Assert.Equal("scope async", string.Join(" ", table.FindAnywhere("TakeTurn")));
        Assert.Empty(table.FindAnywhere("Enter"));
        Assert.Empty(table.Find(compilation.GetTypeByMetadataName("Turns")!.GetMembers("TakeTurn")[0]));
    }

    private static Table Of(string name, string added = "") =>
        Table.Of(name, new AnalyzerOptions([new Added($"/project/asynchrony.{name}.txt", added)]), CancellationToken.None);

    /// <summary>A member without a parameter list stands for all overloads, which no documentation-comment id does.</summary>
    private static bool Resolves(string id, Compilation compilation)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not null)
            return true;
        if (id.Contains('('))
            return false;

        var path = id[2..];
        var dot = path.Replace(".#", "#.").LastIndexOf('.');
        var name = path[(dot + 1)..].Replace("#ctor", ".ctor").TrimStart('#').Split('`')[0];
        var type = DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + path[..dot].TrimEnd('.'), compilation) as INamedTypeSymbol;
        for (; type is not null; type = type.BaseType)
            if (type.GetMembers(name == "ctor" ? ".ctor" : name).Any() || type.GetMembers().Any(member => member is IPropertySymbol { IsIndexer: true } && member.MetadataName == name))
                return true;
        return false;
    }

    private sealed class Added(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
