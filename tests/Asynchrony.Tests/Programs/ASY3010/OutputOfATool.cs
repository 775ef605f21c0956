// The output of a tool is read when the tool has ended, and the count before anything is raised.
using System.Diagnostics;

var lines = 0;
using var tool = new Process { StartInfo = new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true } };
tool.OutputDataReceived += (_, line) => lines += line.Data is null ? 0 : 1;
Console.WriteLine(lines);
tool.Start();
tool.BeginOutputReadLine();
tool.WaitForExit();
Console.WriteLine(lines > 0);

// prints:
// 0
// True
