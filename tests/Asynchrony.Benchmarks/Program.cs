using Asynchrony.Benchmarks;
using Asynchrony.Corpus;

if (Wanted.Parse(args, Console.Error) is not { } wanted)
    return 2;

var product = new Product();
var tables = "";

foreach (var path in wanted.Paths)
    await foreach (var source in Sources.Open(path, product, Console.Error))
        tables += await Measure(source);

Console.WriteLine(tables);
if (wanted.Into is { } page)
    Report.Write(page, tables);
return 0;

async Task<string> Measure(Source source)
{
    var compilation = (await source.Project.GetCompilationAsync())!;
    var (cases, progress, lines) = (Case.Of(product, wanted.Ids), new Progress(Console.Error), 0);
    foreach (var tree in compilation.SyntaxTrees)
        lines += (await tree.GetTextAsync()).Lines.Count;

    // The first round loads references and compiles our code; it is not counted.
    progress.Begin(source.Label, cases.Length * (wanted.Rounds + 1));
    for (var round = 0; round <= wanted.Rounds; round++)
        foreach (var one in cases)
        {
            await one.Run(compilation, source.Project.AnalyzerOptions, counted: round > 0);
            progress.Step();
        }

    progress.End();
    return Report.Of(source.Label, lines, cases);
}
