// The file is awaited by a source, the tool by its end, and in both the handler has written first.
using System.Diagnostics;

class Program
{
    static async Task Main()
    {
        var folder = Directory.CreateTempSubdirectory("ship").FullName;
        Console.WriteLine(await Ship.FirstMessage(folder));
        Console.WriteLine(await Ship.Lines("--version") > 0);
        Directory.Delete(folder, recursive: true);
    }
}

static class Ship
{
    public static async Task<string> FirstMessage(string folder)
    {
        var name = "";
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder, "*.msg");
        watcher.Created += (_, message) =>
        {
            name = message.Name;
            came.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        await File.WriteAllTextAsync(Path.Combine(folder, "storm.msg"), "wind 9");
        await came.Task;
        return name ?? "?";
    }

    public static async Task<int> Lines(string order)
    {
        var lines = 0;
        using var tool = Process.Start(new ProcessStartInfo("dotnet", order) { RedirectStandardOutput = true })!;
        tool.OutputDataReceived += (_, line) => lines += line.Data is null ? 0 : 1;
        tool.BeginOutputReadLine();
        await tool.WaitForExitAsync();
        return lines;
    }
}

// prints:
// storm.msg
// True
