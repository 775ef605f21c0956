using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

/// <summary>
/// How fixes of other analyzers of async code broke programs (X), each under the thread it comes from: ours write the other program, or offer
/// nothing. No fix of ours takes an await away (X10 to X13), forwards tokens to streams (X21) or inserts a lock around an await (X18, X40); that
/// each does as much for all findings of a file (X23), says nothing at unfinished code (X14), and keeps tabs and line ends (X43), the tests of
/// each fix tell.
/// </summary>
public sealed class BrokenByFixesTests : BrokenByFixes
{
    private const string Members = """
        int _total;
        readonly ReaderWriterLockSlim _gate = new();
        async Task<int> Load(int n = 0) { await Task.Delay(n); return n; }
        async Task<string> Name() { await Task.Yield(); return "a"; }
        async Task Save(int n = 0) { await Task.Delay(n); Console.WriteLine(n); }
        async Task<Stream> Open() { await Task.Yield(); return File.OpenRead("a"); }
        int Find(int n, bool all = false) => all ? n : 1;
        async Task<int> FindAsync(int n, bool all = false, CancellationToken token = default) { await Task.Delay(n, token); return all ? n : 1; }
        int Read(int n, bool all) => all ? n : 1;
        async Task<int> ReadAsync(int n, bool all, CancellationToken token) { await Task.Delay(n, token); return all ? n : 1; }
        List<T> Take<T>() => [];
        async Task<List<T>> TakeAsync<T>() { await Task.Yield(); return []; }
        void Use(object? used) => Console.WriteLine($"{used} {_total} {_gate}");
        """;

    /// <summary>What becomes of a statement of an async method.</summary>
    [Theory]
    [InlineData("X1", "vs-threading#168", "ASY1001", "// The name.\n/* now */ Use(Name().Result); // read", "// The name.\n/* now */ Use(await Name()); // read")]
    [InlineData("X1", "Meziantou.Analyzer#1120", "ASY1003", "// The text.\nvar text = File\n    // all\n    .ReadAllText(\"a\");\nUse(text);", "// The text.\nvar text = await File\n    // all\n    .ReadAllTextAsync(\"a\");\nUse(text);")]
    [InlineData("X2", "vs-threading#328", "ASY1001", "ArgumentNullException.ThrowIfNull(Name().Result);", "ArgumentNullException.ThrowIfNull(await Name());")]
    [InlineData("X3", "AsyncFixer#37", "ASY1003", "ArgumentOutOfRangeException.ThrowIfNotEqual(1, Find(2));", "ArgumentOutOfRangeException.ThrowIfNotEqual(1, await FindAsync(2));")]
    [InlineData("X4", "AsyncFixer#38", "ASY1001", "Use(Name().Result.Length + Name().Result[0] + $\"{(object)Name().Result!}\" + (Name().Result ?? \"b\"));", "Use((await Name()).Length + (await Name())[0] + $\"{(object)(await Name())!}\" + (await Name() ?? \"b\"));")]
    [InlineData("X5", "Meziantou.Analyzer#881", "ASY1003", "Use(Take<int>());", "Use(await TakeAsync<int>());")]
    [InlineData("X6", "Meziantou.Analyzer#404", "ASY1001", "await using var opened = Open().Result.ConfigureAwait(false);", "await using var opened = (await Open()).ConfigureAwait(false);")]
    [InlineData("X7", "Meziantou.Analyzer#308", "ASY1001", "using (Stream opened = Open().ConfigureAwait(false).GetAwaiter().GetResult()) Use(opened);", "using (Stream opened = await Open().ConfigureAwait(false)) Use(opened);")]
    [InlineData("X8", "Meziantou.Analyzer#1093", "ASY1001", "using (var one = Open().Result)\nusing (var other = Open().Result)\n    Use(one.Length + other.Length);", "using (var one = await Open())\nusing (var other = await Open())\n    Use(one.Length + other.Length);")]
    [InlineData("X8", "Meziantou.Analyzer#1125", "ASY1014", "using (Open())\nusing (Open())\n    Use(1);", "using (await Open())\nusing (await Open())\n    Use(1);")]
    [InlineData("X15", "vs-threading#373", "ASY1003", "Use(used: System.IO.File.ReadAllText(path: \"a\"));", "Use(used: await System.IO.File.ReadAllTextAsync(path: \"a\"));")]
    [InlineData("X20", "roslyn-analyzers#4842", "ASY1003", "Use(Find(all: true, n: 1)); Use(Find(1)); Use(Read(1, all: true));", "Use(await FindAsync(all: true, n: 1)); Use(await FindAsync(1)); Use(await ReadAsync(1, all: true, token));")]
    [InlineData("X33", "", "ASY1003", "log?.Flush();", "await (log?.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("X33", "", "ASY1007", "log?.FlushAsync(token);", "await (log?.FlushAsync(token) ?? Task.CompletedTask);")]
    public Task Writes_what_does_the_same(string row, string thread, string rule, string before, string after) => Becomes(row, thread, rule, Async(before), Async(after));

    /// <summary>What becomes of members, and of those who call them.</summary>
    [Theory]
    [InlineData("X1", "roslyn#18396", "ASY1001", "private /* one */ static /* two */ int F(C c) => c.Load().Result; // three\nasync Task M() => Use(F(this));", "private /* one */ static /* two */ async Task<int> F(C c) => await c.Load(); // three\nasync Task M() => Use(await F(this));")]
    [InlineData("X16", "machinelearning#4791", "ASY1005", "async void F(int n) => await Save(n);\nasync Task M() => F(1);", "async Task F(int n) => await Save(n);\nasync Task M() => await F(1);")]
    [InlineData("X17", "code-cracker#734", "ASY1001", "int F() => Load().Result;\nint G() => F() + 1;\nasync Task M() => Use(G());", "async Task<int> F() => await Load();\nasync Task<int> G() => await F() + 1;\nasync Task M() => Use(await G());")]
    [InlineData("X29", "", "ASY1001", "void F() => Save().Wait();\nasync Task M() { await Task.Yield(); F(); }", "async Task F() => await Save();\nasync Task M() { await Task.Yield(); await F(); }")]
    [InlineData("X36", "", "ASY1001", "(string? Name, dynamic Many) F() => (Name().Result, 1);\nasync Task M() => Use(F().Name);", "async Task<(string? Name, dynamic Many)> F() => (await Name(), 1);\nasync Task M() => Use((await F()).Name);")]
    [InlineData("X37", "", "ASY1001", "class Inner { class Task { } void F(Job t) { t.Wait(); Console.WriteLine(new Task()); } async Job M(C c) { await c.Load(); F(c.Load()); } }", "class Inner { class Task { } async Job F(Job t) { await t; Console.WriteLine(new Task()); } async Job M(C c) { await c.Load(); await F(c.Load()); } }")]
    public Task Writes_members_that_do_the_same(string row, string thread, string rule, string before, string after) =>
        Becomes(row, thread, rule, Program(before.Replace("Job", "System.Threading.Tasks.Task")), Program(after.Replace("Job", "System.Threading.Tasks.Task")));

    [Theory]
    [InlineData("X22", "Meziantou.Analyzer#1348", "static class Sums { internal static int Sum(this Task<int> t, int n) => t.Result + n; static async Task<int> M(Task<int> t) => t.Sum(1); }", "static class Sums { internal static async Task<int> Sum(this Task<int> t, int n) => await t + n; static async Task<int> M(Task<int> t) => await t.Sum(1); }")]
    [InlineData("X44", "", "Task.Delay(1).Wait();\nConsole.WriteLine(Sum(1));\nreturn 1;\nstatic int Sum(int n) => Task.FromException<int>(new IOException()).ContinueWith(t => n).Result;", "await Task.Delay(1);\nConsole.WriteLine(await Sum(1));\nreturn 1;\nstatic async Task<int> Sum(int n) => await Task.FromException<int>(new IOException()).ContinueWith(t => n);")]
    public Task Writes_a_program_that_does_the_same(string row, string thread, string before, string after) => Becomes(row, thread, "ASY1001", before, after);

    [Theory]
    [InlineData("X9", "Meziantou.Analyzer#1326", "ASY1001", "public int F() => Load().Result;")]
    [InlineData("X12", "vs-threading#1648", "ASY1001", "async Task M(CancellationToken token) { await Task.Yield(); Save().Wait(token); Use(Task.WaitAny(Save(), Load())); }")]
    [InlineData("X18", "vs-threading#1313", "ASY1001", "async Task M() { await Task.Yield(); _gate.EnterReadLock(); try { Use(Load().Result); } finally { _gate.ExitReadLock(); } }")]
    [InlineData("X19", "Meziantou.Analyzer#1034", "ASY1001", "async Task RunAsync() { await Task.Yield(); Run(); } public void Run() => RunAsync().Wait();")]
    [InlineData("X24", "machinelearning#4794", "ASY1001", "protected internal string F() => Name().Result; async Task M() => Use(F());")]
    [InlineData("X28", "", "ASY1001", "bool F(out int n) { n = Load().Result; return true; } async Task M() { await Task.Yield(); Use(F(out var n) ? n : 0); }")]
    [InlineData("X30", "", "ASY1001", "IEnumerable<int> F() { yield return Load().Result; } async Task M() { await Task.Yield(); Use(F().Sum()); }")]
    [InlineData("X31", "", "ASY1001", "static void Both(Action run) => run(); static async Task Both(Func<Task> run) => await run(); async Task M() { await Task.Yield(); Both(() => Save().Wait()); }")]
    [InlineData("X31", "", "ASY1001", "void F() => Save().Wait(); async Task M() { await Task.Yield(); Action run = F; run(); }")]
    [InlineData("X32", "", "ASY1001", "readonly int first; C() => first = Load().Result; int Count { get => Load().Result + first; } ~C() => Save().Wait(); public static implicit operator int(C c) => c.Load().Result;")]
    [InlineData("X32", "", "ASY1001", "async Task M() { lock (_gate) { Use(Load().Result); } try { await Save(); } catch (IOException) when (Load().Result == 1) { Use(from n in new[] { 1 } where n == Load().Result select n); } }")]
    [InlineData("X33", "", "ASY1001", "async Task M(C? other) { await Task.Yield(); other?.Save().Wait(); Use(other?.Load().Result); }")]
    [InlineData("X34", "", "ASY1001", "async Task M() { await Task.Yield(); _total += Load().Result; }")]
    [InlineData("X34", "", "ASY1003", "async Task M() { await Task.Yield(); _total += Find(1); }")]
    [InlineData("X35", "", "ASY1001", "async Task M() { await Task.Yield(); try { Save().Wait(); } catch (AggregateException e) { Use(e.Flatten()); } }")]
    [InlineData("X38", "", "ASY1001", "class D : C, IComparable<int> { public override string ToString() => Task.Run(() => \"d\").Result; int IComparable<int>.CompareTo(int n) => Task.Run(() => n).Result; } void F() => Save().Wait(); async Task M() { await Task.Yield(); F(); Use(nameof(F)); }")]
    public Task Offers_nothing_that_does_not_do_the_same(string row, string thread, string rule, string members) => Refuses(row, thread, rule, Program(members));

    /// <summary>An extension of the user's own may bear the name that a fix writes, and is nearer than the one of the library.</summary>
    [Theory]
    [InlineData("ASY1013", "await Task.Factory.StartNew(() => Save(), TaskCreationOptions.PreferFairness);", "await Task.Factory.StartNew(() => Save(), TaskCreationOptions.PreferFairness).Unwrap();", "internal static Task Unwrap(this Task<Task> task) => task;")]
    [InlineData("ASY1012", "var all = new[] { 1, 2 }.Select(Load); await Task.WhenAll(all); await Task.WhenAll(all);", "var all = new[] { 1, 2 }.Select(Load).ToArray(); await Task.WhenAll(all); await Task.WhenAll(all);", "internal static IEnumerable<T> ToArray<T>(this IEnumerable<T> all) => all;")]
    [InlineData("ASY1006", "new List<int> { 1 }.ForEach(async n => await Save(n));", "await Task.WhenAll(new List<int> { 1 }.Select(async n => await Save(n)));", "internal static IEnumerable<Task> Select(this List<int> all, Func<int, Task> run) { foreach (var n in all) Console.WriteLine(n); yield break; }")]
    public async Task X25_Calls_no_extension_that_is_named_as_what_it_means(string rule, string before, string after, string extension)
    {
        await Becomes("X25", "roslyn#73471", rule, Async(before) + Near(""), Async(after) + Near(""));
        await Refuses("X25", "roslyn#73471", rule, Async(before) + Near(extension));

        static string Near(string members) => $"\nstatic class Near {{ {members} internal static void Nothing() {{ }} }}";
    }

    /// <summary>A file that two projects compile may mean something else in each: no signature in it changes.</summary>
    [Fact]
    public async Task X26_Changes_no_signature_in_a_file_of_two_projects()
    {
        const string Text = "class C { int F(Task<int> t) => t.Result; async Task<int> M(Task<int> t) { await Task.Yield(); return F(t); } }";
        Assert.Single(await FixRun.Offered(Text, Of("ASY1001")));
        Assert.Empty(await FixRun.OfferedInTwoProjects(Text, Of("ASY1001")));
    }

    private static string Async(string body) => Program($"async Task M(StreamWriter? log, CancellationToken token)\n{{\nawait Task.Yield();\n{body}\nUse(log);\n}}");

    private static string Program(string members) => $"public class C\n{{\n{members}\n{Members}\n}}";
}
