using Asynchrony.Benchmarks;
using Asynchrony.Corpus;

if (Wanted.Parse(args, Console.Error) is not { } wanted)
    return 2;

var product = new Product();
var (tables, sizes) = ("", new List<Growth>());

foreach (var path in wanted.Paths)
    await foreach (var source in Sources.Open(path, ImmutableDictionary<string, string>.Empty, product, Console.Error))
        if (wanted.Growth)
            sizes.Add(await Growth.Of(source, product));
        else
            tables += await Measure(source);

if (wanted.Growth)
    tables = Growth.Report(sizes);
Console.WriteLine(tables);
if (wanted.Into is { } page)
    Report.Write(page, wanted.Growth ? "growth" : "cost", tables);
return 0;

async Task<string> Measure(Source source)
{
    var compilation = (await source.Project.GetCompilationAsync())!;
    var (cases, progress, lines) = (Case.Of(product, wanted.Ids), new Progress(Console.Error), 0);
    foreach (var tree in compilation.SyntaxTrees)
        lines += (await tree.GetTextAsync()).Lines.Count;

    // The first round loads references and compiles our code; it is not counted. Each round has an order of its own, the same in every measurement.
    progress.Begin(source.Label, cases.Length * (wanted.Rounds + 1));
    for (var round = 0; round <= wanted.Rounds; round++)
        foreach (var one in Shuffled(cases, round))
        {
            await one.Run(compilation, source.Project.AnalyzerOptions, counted: round > 0);
            progress.Step();
        }

    progress.End();
    return Report.Of(source.Label, lines, cases);
}

static Case[] Shuffled(ImmutableArray<Case> cases, int seed)
{
    var order = cases.ToArray();
    new Random(seed).Shuffle(order);
    return order;
}
