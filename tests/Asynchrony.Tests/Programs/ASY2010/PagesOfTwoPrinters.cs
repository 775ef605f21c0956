// Two printers run; the pages of the second are read when only the first has been waited for.
class Program
{
    static void Main()
    {
        var office = new Office();
        Console.WriteLine(office.Print(["a", "b", "c"]));
    }
}

class Office
{
    private int left;
    private int right;

    public string Print(string[] pages)
    {
        var first = new Thread(() =>
        {
            foreach (var page in pages)
                left += page.Length;
        });
        var second = new Thread(() =>
        {
            foreach (var page in pages)
                right += page.Length * 2;
        });
        first.Start();
        second.Start();

        first.Join();
        var both = left + [|right|];
        Console.WriteLine("the left one is done");
        second.Join();
        return $"{both} pages";
    }
}

// prints:
// the left one is done
// 9 pages
