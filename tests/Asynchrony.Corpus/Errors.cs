namespace Asynchrony.Corpus;

/// <summary>How much of a source the compiler understands.</summary>
internal static class Errors
{
    public static async Task Print(Source source, TextWriter remarks)
    {
        var errors = (await source.Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var frequent = errors.CountBy(error => error.Id).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(8);

        remarks.WriteLine($"{source.Label}: {errors.Count:N0} compile errors{string.Concat(frequent.Select(count => $", {count.Key} {count.Value:N0}"))}");
    }
}
