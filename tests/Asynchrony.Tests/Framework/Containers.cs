namespace Asynchrony.Tests.Framework;

/// <summary>
/// The places where a C# author may write statements. A snippet that holds in one must hold in all, unless a rule says otherwise.
/// Snippets that await, return or yield are hosted where the language lets them. What must be flagged is tried in all places; what must
/// stay silent in those that differ most and, taking turns, in a third of the others.
/// </summary>
internal static class Containers
{
    private static readonly (string Name, string Program, bool Async, bool Returns)[] All =
    [
        ("method", "class C { public void M() { BODY } }", false, true),
        ("static method", "static class C { public static void M(string[] names) { BODY } }", false, true),
        ("expression body", "class C { public void M() => Run(() => { BODY }); static void Run(Action run) => run(); }", false, true),
        ("lambda", "class C { public void M() { Action run = () => { BODY }; run(); } }", false, true),
        ("anonymous method", "class C { public void M() { Action run = delegate { BODY }; run(); } }", false, true),
        ("lambda in a field", "class C { public Action Run = () => { BODY }; }", false, true),
        ("local function", "class C { public void M() { Inner(); void Inner() { BODY } } }", false, true),
        ("static local function", "class C { public void M() { Inner(); static void Inner() { BODY } } }", false, true),
        ("property", "class C { public int P { get => 0; set { BODY } } }", false, true),
        ("getter", "class C { public int P { get { BODY return 0; } } }", false, false),
        ("indexer", "class C { public int this[int at] { get { BODY return 0; } } }", false, false),
        ("event accessor", "class C { public event Action E { add { BODY } remove { } } }", false, true),
        ("constructor", "class C { public C() { BODY } }", false, true),
        ("static constructor", "class C { static C() { BODY } }", false, true),
        ("finalizer", "class C { ~C() { BODY } }", false, true),
        ("operator", "class C { public static C operator +(C one, C other) { BODY return one; } }", false, false),
        ("iterator", "class C { public IEnumerable<int> M() { yield return 1; BODY } }", false, false),
        ("generic", "class C<T> where T : class { public void M<TOther>(T one, TOther other) { BODY } }", false, true),
        ("partial", "partial class C { public partial void M(); } partial class C { public partial void M() { BODY } }", false, true),
        ("record", "record C(int X) { public void M() { BODY } }", false, true),
        ("struct", "readonly struct C { public void M() { BODY } }", false, true),
        ("interface", "interface C { void M() { BODY } }", false, true),
        ("nested type", "class Outer { class Middle { public void M() { BODY } } }", false, true),
        ("explicit implementation", "class C : IDisposable { void IDisposable.Dispose() { BODY } }", false, true),
        ("branch", "class C { public void M(bool go) { if (go) { BODY } } }", false, true),
        ("try", "class C { public void M() { try { BODY } finally { Console.WriteLine(); } } }", false, true),
        ("top level", "BODY", true, true),
        ("async method", "class C { public async Task M() { await Task.Yield(); BODY } }", true, true),
        ("async lambda", "class C { public void M() { Func<Task> run = async () => { await Task.Yield(); BODY }; run(); } }", true, true),
        ("async local function", "class C { public Task M() { return Inner(); async Task Inner() { await Task.Yield(); BODY } } }", true, true),
        ("async expression body", "class C { public Task M() => Run(async () => { await Task.Yield(); BODY }); static Task Run(Func<Task> run) => run(); }", true, true),
        ("async iterator", "class C { public async IAsyncEnumerable<int> M() { await Task.Yield(); yield return 1; BODY } }", true, false),
#if !ROSLYN_4_8
        ("extension member", "static class C { extension(string text) { public void M() { BODY } } }", false, true),
#endif
    ];

    private static readonly ImmutableHashSet<string> Essential = ["method", "lambda", "local function", "iterator", "top level", "async method", "async lambda"];

    /// <summary>The containers that are tried. What differs with the oldest compiler is its API, not the places where code stands: a few are enough.</summary>
#if ROSLYN_4_8
    private static readonly IEnumerable<(string Name, string Program, bool Async, bool Returns)> Tried =
        [.. All.Where(container => container.Name is "method" or "lambda" or "top level" or "async method")];
#else
    private static readonly IEnumerable<(string Name, string Program, bool Async, bool Returns)> Tried = All;
#endif

    public static IEnumerable<(string Name, string Program, bool IsTopLevel)> Host(string body, params string[] except)
    {
        var awaits = body.Contains("await ") || body.Contains("await|] ");
        var returns = body.Contains("return;") || body.Contains("return ") || body.Contains("return|]");
        var unknown = except.Except(All.Select(container => container.Name)).ToList();
        Assert.True(unknown.Count == 0, $"No container is called {string.Join(", ", unknown)}.");

        var turn = body.Sum(character => character) % 3;
        return from entry in Tried.Select((container, index) => (container, index))
               let container = entry.container
               where !except.Contains(container.Name) && (container.Async || !awaits) && (container.Returns || !returns)
               where body.Contains("[|") || Essential.Contains(container.Name) || entry.index % 3 == turn
               select (container.Name, container.Program.Replace("BODY", "\n" + body + "\n"), container.Name == "top level");
    }
}
