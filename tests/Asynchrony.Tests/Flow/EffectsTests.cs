using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.Tests.Framework;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Tests.Flow;

/// <summary>What a body touches outside itself, as text: reads, writes, outputs, and what may do anything.</summary>
public sealed class EffectsTests
{
    [Theory]
    [InlineData("sum = 1;", "write sum")]
    [InlineData("sum++;", "read sum, write sum")]
    [InlineData("Console.WriteLine(sum);", "read sum, write console")]
    [InlineData("var own = 1; own++;", "")]
    [InlineData("total = sum;", "read sum, write total")]
    [InlineData("this.total += 1;", "read total, write total")]
    [InlineData("shared = 1;", "write shared")]
    [InlineData("list.Add(1);", "read list, write list[]")]
    [InlineData("var own = new List<int>(); own.Add(1);", "")]
    [InlineData("var alias = list; alias.Add(1);", "read list, write list[]")]
    [InlineData("array[0] = 1;", "read array, write array[]")]
    [InlineData("sum = array[0];", "read array, read array[], write sum")]
    [InlineData("names[\"a\"] = 1;", "read names, write names[]")]
    [InlineData("foreach (var item in list) sum += item;", "read list, read list[], read sum, write sum")]
#if !ROSLYN_4_8
    [InlineData("int[] own = [1, .. list]; Console.WriteLine(own.Length);", "read list, read list[], write console")]
    [InlineData("int[] own = [.. array]; Console.WriteLine(own.Length);", "read array, read array[], write console")]
#endif
    [InlineData("Number = 2;", "write Number")]
    [InlineData("Computed = 2;", "write total")]
    [InlineData("Interlocked.Increment(ref sum);", "read sum!, write sum!")]
    [InlineData("Interlocked.Increment(ref array[0]);", "read array, read array[]!, write array[]!")]
    [InlineData("lock (gate) sum = 1;", "read gate, write sum @gate")]
    [InlineData("new C().total = 1;", "")]
    [InlineData("made.Add(1);", "read made, write made[]")]
    [InlineData("made[0]++;", "read made, read made[], write made[]")]
    [InlineData("other.total = 1;", "read other, write other.total")]
    public Task Touches(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("Helper();", "read total, write total")]
    [InlineData("Fill(list);", "read list, write list[]")]
    [InlineData("other.Helper();", "read other, read other.total, write other.total")]
    [InlineData("Deep(3);", "write shared")]
    [InlineData("Inner(); void Inner() { sum = 1; }", "write sum")]
    [InlineData("Action run = () => sum = 1; run();", "write sum")]
    [InlineData("lock (gate) Helper();", "read gate, read total @gate, write total @gate")]
    [InlineData("var own = new C(); own.Helper();", "")]
    public Task Follows_calls_into_source(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("Overridable();", "?Overridable")]
    [InlineData("work();", "read work, ?Action")]
    [InlineData("Task.Delay(1).Wait();", "waits")]
    [InlineData("AppDomain.CreateDomain(\"x\");", "?CreateDomain")]
    public Task Says_what_may_do_anything(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("other.Dispose();", "read other, frees")]
    [InlineData("using (other) { }", "read other, frees")]
    [InlineData("using var same = other;", "read other, frees")]
    [InlineData("using (var own = new C()) { }", "")]
    [InlineData("var own = new C(); own.Dispose();", "")]
    [InlineData("Free(other);", "read other, frees")]
    public Task Says_what_is_freed(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("sum = 1;", "total = 2;", true)]
    [InlineData("sum = 1;", "Console.WriteLine(sum);", false)]
    [InlineData("Console.WriteLine(1);", "Console.WriteLine(2);", false)]
    [InlineData("list.Add(1);", "names[\"a\"] = 1;", true)]
    [InlineData("list.Add(1);", "Fill(other.items);", false)]
    [InlineData("list.Add(1);", "foreach (var item in list) Console.WriteLine(item);", false)]
    [InlineData("Helper();", "other.total = 1;", false)]
    [InlineData("work();", "sum = 1;", false)]
    public async Task Knows_what_may_run_side_by_side(string one, string other, bool independent)
    {
        var (first, second) = await Of(one, other);
        Assert.Equal(independent, first.IsIndependentOf(second));
        Assert.Equal(independent, second.IsIndependentOf(first));
    }

    private static async Task Check(string body, string expected) => Assert.Equal(expected, Text((await Of(body, "")).One));

    private static string Text(Effects effects) => string.Join(", ",
        effects.Accesses.Select(access => $"{(access.IsWrite ? "write" : "read")} {access.Place}{(access.IsAtomic && access.Place.Output is null ? "!" : "")}{string.Concat(access.Locks.Select(held => $" @{held}"))}")
            .Distinct().Order(StringComparer.Ordinal).Concat(effects.UnknownMembers.Select(member => $"?{member.Name}")).Concat(effects.Waits ? ["waits"] : []).Concat(effects.Frees ? ["frees"] : []));

    private static Task<(Effects One, Effects Other)> Of(string one, string other)
    {
        var compilation = Code.Compilation(("A.cs", $$"""
            class C : IDisposable
            {
                private static int shared;
                private readonly object gate = new();
                public int total;
                public List<int> items = new();
                public int Number { get; set; }
                public int Computed { get => total; set => total = value; }
                public virtual void Overridable() { }
                public void Helper() { total++; }
                public void Dispose() { }
                static void Free(C freed) => freed.Dispose();
                static void Fill(List<int> numbers) => numbers.Add(1);
                static void Deep(int n) { if (n > 0) Deep(n - 1); else shared = 1; }
                void M(C other, List<int> list, int[] array, Dictionary<string, int> names, Action work)
                {
                    var sum = 0;
                    var made = new List<int>();
                    Action body1 = () => { {{one}} };
                    Action body2 = () => { {{other}} };
                }
            }
            """));
        Code.AssertCompiles(compilation);
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        var table = Table.Of("Effects", new AnalyzerOptions([]), default);
        return Task.FromResult((Of("body1"), Of("body2")));

        Effects Of(string name) => Effects.Of(model.GetOperation(Lambda(name))!, compilation, table, default);

        SyntaxNode Lambda(string name) => tree.GetRoot().DescendantNodes().OfType<ParenthesizedLambdaExpressionSyntax>()
            .First(node => node.Parent!.Parent!.ToString().StartsWith(name, StringComparison.Ordinal));
    }
}
