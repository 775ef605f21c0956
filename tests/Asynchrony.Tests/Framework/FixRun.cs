using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Framework;

/// <summary>Applies fixes as an editor does: the first action offered for the first finding, again and again until none is offered.</summary>
internal static class FixRun
{
    public static async Task<string> ApplyAll(string code, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        var rules = analyzers.ToList();

        for (var round = 0; round < 50; round++)
        {
            if ((await Offered(code, rules)).FirstOrDefault() is not { } action)
                return code;

            var operations = await action.GetOperationsAsync(CancellationToken.None);
            var changed = Assert.IsType<ApplyChangesOperation>(operations.First(operation => operation is ApplyChangesOperation)).ChangedSolution;
            var text = await changed.Projects.Single().Documents.First().GetTextAsync();
            code = text.ToString();
        }

        throw new InvalidOperationException("The fixes never come to an end.");
    }

    /// <summary>What the only action that is offered for the first document makes of all; Fix All is to do nothing for it.</summary>
    public static async Task<IReadOnlyList<string>> ApplyWhole(IReadOnlyList<string> codes, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        using var workspace = new AdhocWorkspace();
        var rules = analyzers.ToList();
        var document = Document(workspace, [.. codes]);
        var action = Assert.Single(await Offered(document, rules), offered => !RuleFix.IsAlone(offered));
        var changed = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;

        var findings = await Code.Findings((await document.Project.GetCompilationAsync())!, rules);
        var fix = Catalog.FixOf(findings[0].Id)!;
        Assert.Null(await ((RuleFix)fix).ApplyFirst((await Flagged.In(document, findings[0], CancellationToken.None))!, action.EquivalenceKey));

        return await Task.WhenAll(document.Project.DocumentIds.Take(codes.Count).Select(async id => (await changed.GetDocument(id)!.GetTextAsync()).ToString()));
    }

    /// <summary>The actions offered for the findings in the first of some documents, without those that only a person may choose.</summary>
    public static async Task<IReadOnlyList<CodeAction>> Offered(string code, IEnumerable<DiagnosticAnalyzer> analyzers, params string[] others)
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await Offered(Document(workspace, [code, .. others]), analyzers)).Where(action => !RuleFix.IsAlone(action))];
    }

    /// <summary>The titles of the actions offered for the findings in a document as if another rule had told them, which the same fix is for.</summary>
    public static async Task<IReadOnlyList<string>> OfferedAs(string code, IEnumerable<DiagnosticAnalyzer> analyzers, DiagnosticDescriptor rule)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        var titles = new List<string>();
        foreach (var finding in await Code.Findings((await document.Project.GetCompilationAsync())!, analyzers))
            await Catalog.FixOf(rule.Id)!.RegisterCodeFixesAsync(new CodeFixContext(
                document, Diagnostic.Create(rule, finding.Location, finding.AdditionalLocations, finding.Properties), (action, _) => titles.Add(action.Title), CancellationToken.None));

        return titles;
    }

    /// <summary>The actions offered for a document that two projects share.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedInTwoProjects(string code, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        var (project, other) = (document.Project, ProjectId.CreateNewId());
        var solution = project.Solution.AddProject(ProjectInfo.Create(other, VersionStamp.Default, "Other", "Other", LanguageNames.CSharp, compilationOptions: project.CompilationOptions, parseOptions: project.ParseOptions, metadataReferences: project.MetadataReferences));
        foreach (var id in project.DocumentIds)
        {
            var shared = solution.GetDocument(id)!;
            var path = Path.GetFullPath(shared.Name);
            solution = solution.WithDocumentFilePath(id, path).AddDocument(DocumentId.CreateNewId(other), shared.Name, await shared.GetTextAsync(), filePath: path);
        }

        return await Offered(solution.GetDocument(document.Id)!, analyzers);
    }

    /// <summary>The outcomes of all actions offered for the only finding of a program, the best one first.</summary>
    public static async Task<IReadOnlyList<string>> Choices(string code, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        return await Outcomes(document, await Offered(document, analyzers));
    }

    /// <summary>The outcomes of the actions that only a person may choose; each is the last of its finding, and Fix All is to do nothing for it.</summary>
    public static async Task<IReadOnlyList<string>> Alone(string code, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        var alone = new List<CodeAction>();

        foreach (var finding in await Code.Findings((await document.Project.GetCompilationAsync())!, analyzers))
        {
            var actions = new List<CodeAction>();
            var fix = (RuleFix)Catalog.FixOf(finding.Id)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
            Assert.DoesNotContain(actions.SkipLast(1), RuleFix.IsAlone);
            if (actions.LastOrDefault() is not { } last || !RuleFix.IsAlone(last))
                continue;

            Assert.Null(await fix.ApplyFirst((await Flagged.In(document, finding, CancellationToken.None))!, last.EquivalenceKey));
            alone.Add(last);
        }

        return await Outcomes(document, alone);
    }

    private static async Task<IReadOnlyList<CodeAction>> Offered(Document document, IEnumerable<DiagnosticAnalyzer> analyzers)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var tree = await document.GetSyntaxTreeAsync();
        var actions = new List<CodeAction>();

        foreach (var finding in (await Code.Findings(compilation!, analyzers)).Where(finding => finding.Location.SourceTree == tree))
            if (Catalog.FixOf(finding.Id) is { } fix)
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));

        return actions;
    }

    /// <summary>The outcomes of all actions that fixes offer for an error of the compiler.</summary>
    public static async Task<IReadOnlyList<string>> Repairs(string code, string error)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        var compilation = await document.Project.GetCompilationAsync();
        var actions = new List<CodeAction>();

        foreach (var found in compilation!.GetDiagnostics().Where(found => found.Id == error))
            await Catalog.FixOf(error)!.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => actions.Add(action), CancellationToken.None));
        return await Outcomes(document, actions);
    }

    /// <summary>The outcomes of the actions that are offered where the user stands.</summary>
    public static async Task<IReadOnlyList<string>> Refactored(string code, TextSpan span, CodeRefactoringProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        var actions = new List<CodeAction>();
        await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, CancellationToken.None));
        return await Outcomes(document, actions);
    }

    private static async Task<IReadOnlyList<string>> Outcomes(Document document, IReadOnlyList<CodeAction> actions)
    {
        var outcomes = new List<string>();
        foreach (var action in actions)
        {
            var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            outcomes.Add((await changed.GetDocument(document.Id)!.GetTextAsync()).ToString());
        }

        return outcomes;
    }

    /// <summary>The first of some documents of a project.</summary>
    private static Document Document(AdhocWorkspace workspace, params string[] codes)
    {
        var sample = Code.Compilation(codes.Select((code, index) => ($"Test{index}.cs", code)));
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Example", "Example", LanguageNames.CSharp,
            compilationOptions: sample.Options, parseOptions: Code.Parsing(), metadataReferences: Code.References));
        var documents = codes.Select((code, index) => workspace.AddDocument(project.Id, $"Test{index}.cs", SourceText.From(code))).ToList();
        workspace.AddDocument(project.Id, "Usings.cs", SourceText.From(Code.Usings));
        return workspace.CurrentSolution.GetDocument(documents[0].Id)!;
    }
}
