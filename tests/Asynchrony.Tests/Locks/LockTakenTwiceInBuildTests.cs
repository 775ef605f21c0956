using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockTakenTwiceInBuildTests : RuleTests<LockTakenTwiceInBuild>
{
    private const string Writer = """
        class Log
        {
            public readonly SemaphoreSlim Gate = new(1, 1);
            private readonly Writer _writer = new();
            private int _lines;
            public async Task AddAsync(string line) { await Gate.WaitAsync(); try { _lines++; await {|}(this, line); } finally { Gate.Release(); } }
        }
        class Writer
        {
            public async Task WriteAsync(Log log, string line) { await log.Gate.WaitAsync(); try { Console.WriteLine(line); } finally { log.Gate.Release(); } }
            public async Task PrintAsync(Log log, string line) { await Task.Yield(); Console.WriteLine(line); }
        }
        """;

    [Fact]
    public Task Flags_a_way_through_another_type() => FlagsProgram(Writer.Replace("{|}", "[|_writer.WriteAsync|]"));

    [Fact]
    public Task Accepts_a_way_that_leaves_it_alone() => AcceptsProgram(Writer.Replace("{|}", "_writer.PrintAsync"));

    [Fact]
    public Task Leaves_one_type_to_the_live_rule() => AcceptsProgram("""
        class Log
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private int _lines;
            public void A() { _gate.Wait(); try { B(); } finally { _gate.Release(); } }
            public void B() { _gate.Wait(); try { _lines++; } finally { _gate.Release(); } }
        }
        """);
}
