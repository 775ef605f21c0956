// The audit must not see who is logged in: the thread is started without the context, which a direct call would have.
class Program
{
    private static readonly AsyncLocal<string?> User = new();

    static void Main()
    {
        User.Value = "admin";
        var entry = Audit("door");
        Console.WriteLine(entry);
        Console.WriteLine(User.Value);
    }

    private static string Audit(string what)
    {
        var entry = "";
        var writer = new Thread(() => entry = Describe(what));
        using (ExecutionContext.SuppressFlow())
        {
            writer.Start();
            writer.Join();
        }

        return entry;
    }

    private static string Describe(string what) => $"{what} by {User.Value ?? "nobody"}";
}

// prints:
// door by nobody
// admin
