using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class GuardedByDifferentLocksInBuildTests : RuleTests<GuardedByDifferentLocksInBuild>
{
    [Theory]
    [InlineData("public void Clear(Log log) { lock (log) { [|log.Lines|].Clear(); } }")]
    [InlineData("private readonly Log _log = new(); public void Clear() { lock (_log) { [|_log.Lines|].Clear(); } }")]
    [InlineData("public int Size(Log log) { lock (log) { return [|log.Lines|].Count; } }")]
    [InlineData("public void Clear(Log log) { Monitor.Enter(log); try { [|log.Lines|].Clear(); } finally { Monitor.Exit(log); } }")]
    public Task Flags_code_of_another_type_that_locks_the_object(string member) => FlagsProgram(Log + $"class Files {{ {member} }}");

    [Theory]
    [InlineData("public void Clear(Log log) { lock (log.Gate) { log.Lines.Clear(); } }")]
    [InlineData("public void Clear(Log log) { lock (log) lock (log.Gate) { log.Lines.Clear(); } }")]
    [InlineData("public void Clear(Log log) { lock (log.Sync) { log.Lines.Clear(); } }")]
    [InlineData("public void Clear(Log log) { lock (log.Gate) Drop(log); } private void Drop(Log log) { lock (log) { log.Lines.Clear(); } }")]
    [InlineData("private readonly object _mine = new(); public void Clear(Log log) { lock (_mine) { log.Lines.Clear(); } }")]
    public Task Accepts_one_lock_or_none_that_is_known(string member) => AcceptsProgram(Log + $"class Files {{ {member} }}");

    [Fact]
    public Task Leaves_to_the_live_rule_what_the_type_alone_shows() => AcceptsProgram(Log.Replace("public object Sync => Gate;", "public void Drop() { lock (this) { Lines.Clear(); } }")
        + "class Files { public void Clear(Log log) { lock (log) { log.Lines.Clear(); } } }");

    private const string Log = """
        class Log
        {
            public readonly object Gate = new();
            public readonly List<string> Lines = new();

            public object Sync => Gate;

            public void Add(string line)
            {
                lock (Gate)
                    Lines.Add(line);
            }

            public string[] All()
            {
                lock (Gate)
                    return Lines.ToArray();
            }
        }

        """;
}
