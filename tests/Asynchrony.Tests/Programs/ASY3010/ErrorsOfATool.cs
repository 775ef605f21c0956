// no fix
// What a tool complains about is gathered line by line; the method gives it a moment, and takes what has come by then.
using System.Diagnostics;

using var tool = new Process { StartInfo = new ProcessStartInfo("dotnet", "--version") { RedirectStandardError = true, RedirectStandardOutput = true } };
Console.WriteLine(Complaints.Of(tool));
tool.StandardOutput.ReadToEnd();
tool.WaitForExit();

static class Complaints
{
    public static string Of(Process tool)
    {
        string? complaints = null;
        var code = -1;
        tool.EnableRaisingEvents = true;
        tool.Exited += (_, _) => code = 0;
        tool.ErrorDataReceived += (sender, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                complaints += text + "\n";
        };

        tool.Start();
        tool.BeginErrorReadLine();
        Thread.Sleep(5);

        if ([|code|] > 0)
            return "failed";
        return [|complaints|] == "?" ? "odd" : "fine so far";
    }
}

// prints:
// fine so far
