using System.Diagnostics;
using Asynchrony.Corpus;

if (Arguments.Parse(args, Console.Error) is not { } arguments)
    return 2;

var product = new Product();
var healthy = true;

foreach (var path in arguments.Paths)
    await foreach (var source in Sources.Open(path, arguments.Properties, product, Console.Error))
        healthy &= await Examine(source);

Console.Error.WriteLine($"{GC.GetTotalAllocatedBytes() >> 20:N0} MB allocated in all, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MB");
return healthy ? 0 : 1;

async Task<bool> Examine(Source source)
{
    var progress = new Progress(Console.Error);
    var run = await Run.Of(source, product, arguments.Ids, progress);
    run.Print(Console.Out, Console.Error);

    if (arguments.Errors)
        await Errors.Print(source, Console.Error);

    if (arguments.Pairs)
        Pairs.Print(run.Findings, Console.Out);

    if (arguments.Readings is { } file)
        Readings.Append(file, run.Findings, arguments.Repository, arguments.Commit);

    if (arguments.Fix)
    {
        var check = new FixCheck(source, product, run.Findings, progress);
        await check.Alone();
        await check.Together();
        check.Print(Console.Out);
        return check.Violations.Count == 0 && run.Crashes.Count == 0;
    }

    return run.Crashes.Count == 0;
}
