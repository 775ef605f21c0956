using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class BlockingUnderLockInBuildTests : RuleTests<BlockingUnderLockInBuild>
{
    [Fact]
    public Task Flags_a_wait_in_another_type() => FlagsProgram("""
        class Hub
        {
            private readonly object _gate = new();
            private readonly Line _line = new();
            private int _sent;
            public void Send(string text) { lock (_gate) { _sent++; [|_line.Send|](text); } }
        }
        class Line
        {
            public void Send(string text) { Console.WriteLine(text); Pause(); }
            private void Pause() => Thread.Sleep(100);
        }
        """);

    [Fact]
    public Task Accepts_a_wait_that_several_may_answer_and_one_behind_the_lock() => AcceptsProgram("""
        interface ILine { void Send(string text); }
        class Hub
        {
            private readonly object _gate = new();
            private readonly ILine _line;
            private readonly Slow _slow = new();
            private int _sent;
            public Hub(ILine line) => _line = line;
            public void Send(string text) { lock (_gate) { _sent++; _line.Send(text); } _slow.Send(text); }
        }
        class Slow : ILine { public void Send(string text) => Thread.Sleep(100); }
        class Fast : ILine { public void Send(string text) => Console.WriteLine(text); }
        """);

    [Fact]
    public Task Leaves_one_type_to_the_live_rule() => AcceptsProgram("""
        class Hub
        {
            private readonly object _gate = new();
            private int _sent;
            public void Send() { lock (_gate) { _sent++; Pause(); } }
            private void Pause() => Thread.Sleep(100);
        }
        """);
}
