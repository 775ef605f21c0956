// The handler of a file that is not there goes on to the end of the method, with the thread behind its back.
var tool = new Tool();
Console.WriteLine(tool.Start(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "settings")));

class Tool
{
    private string banner = "";

    public string Start(string settings)
    {
        var drawing = new Thread(() => banner = new string('=', 5));
        drawing.Start();
        try
        {
            Console.WriteLine(File.ReadAllText(settings));
            drawing.Join();
        }
        [|catch|] (Exception problem)
        {
            Console.WriteLine(problem.GetType().Name);
        }

        return banner.Length == 5 ? "drawn" : "still drawing";
    }
}

// prints:
// DirectoryNotFoundException
// drawn
