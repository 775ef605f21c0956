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
    public Task Flags_waits_for_answers_of_another_type() => FlagsProgram("""
        class Session
        {
            private readonly AutoResetEvent answered = new(false);
            public void Ask() => answered.WaitOne();
            public void Answer() => answered.Set();
        }
        class File
        {
            private readonly object gate = new();
            private readonly Session session = new();
            private int read;
            public void Read() { lock (gate) { [|session.Ask|](); read++; } }
            public void Close() { lock (gate) { session.Ask(); read = 0; } } // One wait is told once.
        }
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

    [Theory]
    [InlineData("private Task<string> _text = Task.FromResult(\"\"); public void Clear() { _text = None; } private static readonly Task<string> None = Task.FromResult(\"none\");")]
    [InlineData("private Task<string> _text; public Node() { _text = Task.FromResult(\"a\"); } public void Set(Task<string> text) { _text = Task.FromException<string>(new InvalidOperationException(text.Id.ToString())); }")]
    public Task Accepts_a_task_that_is_complete_from_the_start(string text) => AcceptsProgram(Tracked(text));

    [Theory]
    [InlineData("private Task<string> _text = Task.FromResult(\"\"); public void Load() { _text = File.ReadAllTextAsync(\"a\"); }")]
    [InlineData("private Task<string> _text; public Node() { _text = LoadAsync(); } private async Task<string> LoadAsync() => await File.ReadAllTextAsync(\"a\");")]
    public Task Flags_a_task_that_may_be_under_way(string text) => FlagsProgram(Tracked(text).Replace("node.Use()", "[|node.Use|]()"));

    private static string Tracked(string text) => $$"""
        class Tracker
        {
            private readonly object _gate = new();
            private int _used;
            public void Use(Node node) { lock (_gate) { _used++; node.Use(); } }
        }
        class Node
        {
            {{text}}
            public void Use() => Console.WriteLine(_text.Result);
        }
        """;

    [Fact]
    public Task Names_a_lock_once_that_a_wrapper_takes() => Says("""
        static class Gate
        {
            public static void Enter(object gate) => Monitor.Enter(gate);
            public static void Exit(object gate) => Monitor.Exit(gate);
        }
        class Hub
        {
            private readonly object _gate = new();
            private readonly Line _line = new();
            private int _sent;
            public void Send(string text)
            {
                Gate.Enter(_gate);
                try { _sent++; _line.Send(text); }
                finally { Gate.Exit(_gate); }
            }
        }
        class Line
        {
            public void Send(string text) { Console.WriteLine(text); Thread.Sleep(100); }
        }
        """, "'Send', by 'Thread.Sleep', waits here while this thread holds '_gate'");
}
