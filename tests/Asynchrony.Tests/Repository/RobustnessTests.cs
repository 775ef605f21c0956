using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>No rule ever throws, whatever the code looks like while it is being typed; and what rules find does not depend on chance.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string, string> Programs => new()
    {
        { "nothing", "" },
        { "white space", "\n\n   " },
        { "a comment", "// nothing else" },
        { "syntax errors", "class C { void M( { var t = new Thread(() => ; t.Start( ; for (int i = 0; i < ; i++ Task.Run(() => i } }" },
        { "an unfinished call", "class C { void M() { var t = new Thread(() => { }); t." },
        { "an unfinished loop", "class C { void M() { for (int i = 0; ; i++) { Task.Run(() => " },
        { "unknown names", "class C { void M() { var t = new Thred(() => Unknown()); t.Start(); foo.Join(t); for (int i = 0; i < n; i++) Tasks.Run(() => Use(i)); } }" },
        { "unknown types", "class C : Missing { Missing<Thread> f; void M(Missing m) { m.Run(new Thread(m.Work)); var t = new Thread(m.Work) { Missing = 1 }; t.Join(m); } }" },
        { "missing references", "class C { [Fact] void M() { Assert.True(true); var t = new System.Threading.Thread(); } }" },
        { "top-level statements", "var t = new Thread(() => Console.WriteLine()); t.Start(); t.Join(); for (var i = 0; i < 3; i++) Task.Run(() => Console.WriteLine(i));" },
        { "top level with functions", "Work(); void Work() { new Thread(Work); } return 1;" },
        { "partial types", "partial class C { Thread t = new(Run); static partial void Run(); } partial class C { static partial void Run() { } void M() { t.Join(); } } partial class C { }" },
        { "records", "record R(Thread T) { public R() : this(new Thread(() => { })) { } } record struct S(int X) { public void M() { var t = new Thread(() => { }); t.Start(); t.Join(); } }" },
        { "primary constructors", "class B(Thread t); class C(int n) : B(new Thread(() => Console.WriteLine(n))) { Thread own = new(() => { }); }" },
        { "self-recursion", "class C { void M() { void F() => F(); Action a = null!; a = () => { new Thread(() => a()); F(); }; M(); var t = new Thread(M); t.Start(); t.Join(); } }" },
        { "lambdas in lambdas", "class C { void M() { for (int i = 0; i < 3; i++) Task.Run(() => Task.Run(() => Task.Run(() => Console.WriteLine(i)))); } }" },
        { "delegates of every origin", "class C { object g = new(); public Action A { get; set; } public event Action E; public Action this[int i] { get => A; set => A = value; } List<Action> l; Action[] a; Dictionary<int, Func<Action>> d; Action F() => A; public void M(object o, Action p) { lock (g) { l[0](); a[0](); d[1]()(); this[2](); this[3]?.Invoke(); F()(); ((Action)o)(); (p ?? A)(); E(); E?.Invoke(); A?.Invoke(); (l[0] += p)(); } } }" },
        { "goto and switch", "class C { void M(int n) { again: switch (n) { case 1: var t = new Thread(() => { }); t.Start(); goto case 2; case 2: goto again; default: throw null!; } } }" },
        { "nested finally", "class C { void M() { try { try { new Thread(() => { }); } finally { try { M(); } finally { M(); } } } catch when (F()) { throw; } finally { } } bool F() => true; }" },
        { "iterators", "class C { IEnumerable<int> M() { for (int i = 0; i < 3; i++) { Task.Run(() => i); yield return i; } } }" },
        { "async streams", "class C { async IAsyncEnumerable<int> M() { await foreach (var x in M()) { using var s = new MemoryStream(); yield return x; } } }" },
        { "unsafe code", "unsafe class C { void M(int* p) { fixed (char* c = \"x\") { var t = new Thread(() => { }); } delegate*<void> f = null; f(); } }" },
        { "ref locals", "class C { int f; void M() { ref int r = ref f; r++; ref readonly int q = ref f; Span<int> s = stackalloc int[2]; scoped ref int z = ref s[0]; z = q; } }" },
        { "dynamic", "class C { void M(dynamic d) { Thread t = d; t.Start(); d.Join(new Thread(() => d())); for (int i = 0; i < 2; i++) d.Run((Action)(() => d(i))); } }" },
        { "expression trees", "class C { System.Linq.Expressions.Expression<Func<Task>> M(int n) { return () => Task.Run(() => n); } }" },
        { "attributes", "class A : Attribute { public A(object o) { } } [A(typeof(Thread))] class C { [A(nameof(Thread.Start))] void M([A(1)] int x = 1) { } }" },
        { "compiled-out code", "class C { void M() {\n#if NEVER\nnew Thread(\n#endif\n} }" },
        { "unreachable code", "class C { void M() { return; var t = new Thread(() => { }); t.Join(); } void N() { throw null!; } }" },
        { "duplicate members", "class C { void M() { new Thread(M); } void M() { new Thread(M); } int M; } class C { }" },
        { "interfaces", "interface I { static abstract void M(); void N() { var t = new Thread(() => { }); } static Thread T = new(() => { }); }" },
        { "global namespace tricks", "namespace System.Threading { class Thread { public Thread(Action a) { } public void Start() { } public void Join() { } } } class C { void M() { var t = new System.Threading.Thread(M); t.Start(); t.Join(); } }" },
        { "locks", "class C { object g = new(); void M() { lock (g) { lock (null!) { } lock (M) { } } Monitor.Enter(); Monitor.Exit(g, 1); await M(); lock (" },
        { "awaits everywhere", "class C { int P { get { await Task.Yield(); return (await Task.FromResult(1)).Result; } } async M() { await; } async void N() => await foreach }" },
#if !ROSLYN_4_8
        { "extension members", "static class E { extension(Thread t) { public void Twice() { t.Start(); t.Start(); new Thread(() => t.Join()); } public int P => 1; } extension<T>(List<T> l) { static Thread Make() => new(() => { }); } }" },
        { "field keyword", "class C { Thread T { get => field ??= new Thread(() => { }); set; } }" },
#endif
    };

    [Theory, MemberData(nameof(Programs))]
    public async Task No_rule_throws_on(string what, string program)
    {
        Assert.NotEmpty(what);
        await Code.Findings(Code.Compilation(("Program.cs", program)), Catalog.Analyzers);
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task No_rule_throws_while_it_is_typed(string what, string program)
    {
        Assert.NotEmpty(what);
        for (var length = program.Length - 1; length > 0; length -= Math.Max(7, program.Length / 12))
            await Code.Findings(Code.Compilation(("Program.cs", program[..length])), Catalog.Analyzers);
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task No_fix_throws_on(string what, string program)
    {
        Assert.NotEmpty(what);
        await FixRun.Offered(program, Catalog.Analyzers);
    }

    [Theory]
    [InlineData("int x = 1;", "x = x + 1", " + 1")]
    [InlineData("string s = \"\";", "s = s.Trim()", ".Trim()")]
    [InlineData("bool b = true;", "b = b && true", " && true")]
    public async Task No_rule_throws_on_five_thousand_deep_expressions(string declaration, string start, string repeated)
    {
        var deep = start + string.Concat(Enumerable.Repeat(repeated, 5000));
        var program = $"class C {{ void M() {{ {declaration} var t = new Thread(() => {{ {deep}; }}); t.Start(); t.Join(); for (int i = 0; i < 3; i++) {{ {deep}; Task.Run(() => Console.WriteLine(i)); }} }} }}";

        // The compiler itself may give up on such code; our rules then see what it could bind, and must not throw or overflow the stack.
        await OnSmallStack(() => Code.Findings(Code.Compilation(("Program.cs", program)), Catalog.Analyzers));
    }

    [Fact]
    public async Task Findings_are_the_same_in_every_concurrent_run()
    {
        var program = string.Join("\n", Enumerable.Range(0, 40).Select(number => $$"""
            class C{{number}}
            {
                private Thread own = new(() => { });
                void M()
                {
                    new Thread(() => { });
                    var t = new Thread(() => Console.WriteLine());
                    t.Start();
                    t.Join();
                    for (int i = 0; i < 3; i++)
                        Task.Run(() => Console.WriteLine(i));
                }
            }
            """));
        var first = await Print();
        Assert.NotEmpty(first);

        foreach (var run in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Print))))
            Assert.Equal(first, run);

        async Task<string> Print() => string.Join("\n", (await Code.Findings(Code.Compilation(("Program.cs", program)), Catalog.Analyzers)).Select(finding =>
            $"{finding} {string.Join(" ", finding.AdditionalLocations.Select(location => location.SourceSpan))}"));
    }

    /// <summary>Analyzers run on threads of one megabyte in a compiler server.</summary>
    private static async Task OnSmallStack(Func<Task> run)
    {
        var done = new TaskCompletionSource();
        var thread = new Thread(
            () =>
            {
                try
                {
                    run().GetAwaiter().GetResult();
                    done.SetResult();
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            maxStackSize: 1 << 20);
        thread.Start();
        await done.Task;
    }
}
