using System.Diagnostics;

namespace Asynchrony.Corpus;

/// <summary>Rows for a person to judge: verdict and reason are left open.</summary>
internal static class Readings
{
    public static void Append(string file, IReadOnlyList<Found> findings, string? repository, string? commit) =>
        File.AppendAllLines(file, findings.Select(found => string.Join('\t',
            repository ?? found.Source.Name,
            commit ??= CommitOf(found.Source.Root),
            found.Path,
            found.Line,
            "",
            "",
            $"{found.Id} {found.Message.Replace('\t', ' ')}")));

    private static string CommitOf(string folder)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "rev-parse", "HEAD"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var git = Process.Start(start)!;
        var hash = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();

        return git.ExitCode == 0 ? hash : "";
    }
}
