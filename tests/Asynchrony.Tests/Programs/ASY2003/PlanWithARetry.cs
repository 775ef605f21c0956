// A handler that joins itself, and one that throws on.
var plan = new Plan();
Console.WriteLine(plan.Draw("house", fails: false));
Console.WriteLine(plan.Draw("boat", fails: true));

class Plan
{
    private int lines;

    public string Draw(string what, bool fails)
    {
        var drawing = new Thread(() => lines += what.Length);
        drawing.Start();
        try
        {
            var folder = fails ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "gone") : Path.GetTempPath();
            var files = Directory.GetFiles(folder).Length;
            drawing.Join();
            return files >= 0 ? $"{what} {lines}" : "";
        }
        catch (Exception problem)
        {
            drawing.Join();
            return $"{problem.GetType().Name} {lines}";
        }
    }
}

// prints:
// house 5
// DirectoryNotFoundException 9
