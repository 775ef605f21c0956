using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class JoinUnderNeededLockInBuildTests : RuleTests<JoinUnderNeededLockInBuild>
{
    private const string Program = """
        static class State
        {
            public static readonly object Gate = new();
            public static int Done;
        }
        class Work
        {
            public void Run() { {|} }
        }
        class Service
        {
            private readonly Work _work = new();
            private Thread? _thread;
            public void Begin() { _thread = new Thread(_work.Run); _thread.Start(); }
            public void Stop() { lock (State.Gate) { State.Done = 0; _thread!.[|Join|](); } }
        }
        """;

    [Fact]
    public Task Flags_a_lock_that_another_type_takes() => FlagsProgram(Program.Replace("{|}", "lock (State.Gate) State.Done++;"));

    [Fact]
    public Task Accepts_work_that_takes_none() => AcceptsProgram(Program.Replace("{|}", "Console.WriteLine();").Replace("[|", "").Replace("|]", ""));
}
