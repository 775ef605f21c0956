using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskReturnedFromTryTests : RuleTests<TaskReturnedFromTry>
{
    private const string Members = """
        readonly SemaphoreSlim slots = new(1);
        readonly object gate = new();
        readonly ReaderWriterLockSlim doors = new();
        int busy; bool isBusy; static int Seen;
        Task Save(string text = "") => File.AppendAllTextAsync("log.txt", text);
        Task<int> Count() => Task.Run(() => Environment.TickCount);
        ValueTask<int> Ask() => new(Count());
        Task None() => Task.CompletedTask;
        Task Handle(Exception e) { Console.WriteLine(e); return Task.FromException(e); }
        static void Log(object e) => Console.WriteLine(e);
        static readonly System.Diagnostics.ActivitySource Source = new("c");
        sealed class Measured(int n) : IDisposable { readonly System.Diagnostics.Stopwatch watch = new(); public static Measured Start() => new(1); public void Dispose() => Console.WriteLine($"{n} {watch.Elapsed}"); }
        sealed class Slot(SemaphoreSlim slots) : IDisposable { public static Slot Take(SemaphoreSlim slots) { slots.Wait(); return new Slot(slots); } public void Dispose() => slots.Release(); }
        static class Recorded { public static void SetException(System.Diagnostics.Activity? activity, Exception e) => activity?.AddEvent(new(e.Message)); public static void TrySetException(TaskCompletionSource source, Exception e) => source.TrySetException(e); }
        sealed class Plain : IDisposable { public void Dispose() { } }
        sealed class Flowing : IDisposable { static readonly AsyncLocal<int> Now = new(); readonly int before = Now.Value; public Flowing(int n) => Now.Value = n; public void Dispose() { Now.Value = before; Console.WriteLine(before); } }
        sealed class Reading : IDisposable { readonly ReaderWriterLockSlim doors; public Reading(ReaderWriterLockSlim doors) { this.doors = doors; doors.EnterReadLock(); } public void Dispose() => doors.ExitReadLock(); }
        """;

    [Theory]
    [InlineData("Task M() { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { try { return [|Save|](); } catch { Log(1); return Task.CompletedTask; } }")]
    [InlineData("Task M() { try { return [|Save|](); } catch { } return Task.CompletedTask; }")]
    [InlineData("Task M() { try { return [|Save|](); } catch (IOException) { return Task.CompletedTask; } }")]
    [InlineData("Task<int> M() { try { return [|Count|](); } catch (IOException e) when (e.HResult > 1) { Log(e); return Task.FromResult(0); } }")]
    [InlineData("Task<int> M(bool go) { try { return go ? [|Count|]() : Task.FromResult(1); } catch (Exception e) { Log(e); return Task.FromResult(0); } }")]
    [InlineData("ValueTask<int> M() { try { return [|Ask|](); } catch (Exception e) { Log(e); return default; } }")]
    [InlineData("Task M() { try { var saving = [|Save|](); return saving; } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { try { Log(1); if (busy > 1) return [|Save|](); return None(); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { try { try { return [|Save|](); } finally { slots.Release(); } } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { slots.Wait(); try { return [|Save|](); } finally { slots.Release(); } }")]
    [InlineData("Task M() { busy++; try { return [|Save|](); } finally { busy--; } }")]
    [InlineData("Task M() { isBusy = true; try { return [|Save|](); } finally { isBusy = false; } }")]
    [InlineData("Task M() { Interlocked.Increment(ref busy); try { return [|Save|](); } finally { Interlocked.Decrement(ref busy); } }")]
    [InlineData("Task M() { var watch = System.Diagnostics.Stopwatch.StartNew(); try { return [|Save|](); } finally { Log(watch.Elapsed); } }")]
    [InlineData("Task M() { return Inner(); Task Inner() { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } } }")]
    [InlineData("Func<Task> M() => () => { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } };")]
    [InlineData("Task P { get { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } } }")]
    [InlineData("Task M() { using (new Measured(Seen)) { return [|Save|](); } }")]
    [InlineData("Task M() { using var timing = new Measured(Seen); Log(1); return [|Save|](); }")]
    [InlineData("Task<int> M(bool go) { using (Measured.Start()) { if (go) return [|Count|](); return Task.FromResult(1); } }")]
    [InlineData("Task M() { using var slot = Slot.Take(slots); return [|Save|](); }")]
    [InlineData("Task M() { using var activity = Source.StartActivity(\"save\"); return [|Save|](); }")]
    [InlineData("Func<Task> M() => () => { using (new Measured(1)) return [|Save|](); };")]
    [InlineData("Task M() { using var activity = Source.StartActivity(\"save\"); try { return [|Save|](); } catch (Exception e) { Recorded.SetException(activity, e); throw; } }")]
    public Task Flags_what_the_try_was_to_guard(string members) => FlagsProgram($"class C {{ {members} {Members} }}");

    [Theory]
    [InlineData("async Task M() { try { await Save(); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("async Task<int> M() { try { return await Count(); } finally { slots.Release(); } }")]
    [InlineData("Task M() { try { Log(1); } catch (Exception e) { Log(e); } return Save(); }")]
    [InlineData("Task M() { try { Log(1); } catch (Exception e) { Log(e); return Save(); } return Save(); }")]
    [InlineData("Task M() { try { return Save(); } catch (Exception e) { return Task.FromException(e); } }")]
    [InlineData("Task M() { try { return Save(); } catch (Exception e) { return Handle(e); } }")]
    [InlineData("Task M() { var s = new TaskCompletionSource(); try { return Save(); } catch (Exception e) { s.SetException(e); } return s.Task; }")]
    [InlineData("Task M() { var s = new TaskCompletionSource(); try { return Save(); } catch (Exception e) { Recorded.TrySetException(s, e); } return s.Task; }")]
    [InlineData("Task M() { try { return Save(); } catch (ArgumentNullException) { return None(); } }")]
    [InlineData("Task M() { try { return Save(); } catch (ObjectDisposedException) { return None(); } }")]
    [InlineData("Task M() { try { return Save(); } catch { throw; } }")]
    [InlineData("Task M(string n) { try { return Save(int.Parse(n).ToString()); } catch (FormatException) { return None(); } }")]
    [InlineData("Task M(string n) { try { var parsed = int.Parse(n); Log(parsed); return Save(); } catch (FormatException) { return None(); } }")]
    [InlineData("Task M() { try { return Task.CompletedTask; } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task<int> M(string n) { try { return Task.FromResult(int.Parse(n)); } catch (Exception e) { Log(e); return Task.FromResult(0); } }")]
    [InlineData("Task M() { try { return None(); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { try { return Save().ContinueWith(done => Log(done.Exception!)); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { Monitor.Enter(gate); try { return Save(); } finally { Monitor.Exit(gate); } }")]
    [InlineData("Task M(bool now) { slots.Wait(); var own = true; try { if (now) { own = false; return Save(); } return None(); } finally { if (own) slots.Release(); } }")]
    [InlineData("Task M() { doors.EnterReadLock(); try { return Save(); } finally { doors.ExitReadLock(); } }")]
    [InlineData("Task M() { lock (gate) { return Save(); } }")]
    [InlineData("Task M() { var flow = ExecutionContext.SuppressFlow(); try { return Save(); } finally { flow.Undo(); } }")]
    [InlineData("Task M() { using (ExecutionContext.SuppressFlow()) return Task.Run(() => Log(1)); }")]
    [InlineData("Task M() { var old = SynchronizationContext.Current; try { SynchronizationContext.SetSynchronizationContext(null); return Save(); } finally { SynchronizationContext.SetSynchronizationContext(old); } }")]
    [InlineData("Task M() { try { return Save(); } finally { Seen = 1; } }")]
    [InlineData("async Task M() { using (new Measured(Seen)) await Save(); }")]
    [InlineData("Task M() { using (new Measured(Seen)) { return None(); } }")]
    [InlineData("Task M() { using (new Measured(Seen)) { Log(1); } return Save(); }")]
    [InlineData("Task M() { { using var timing = new Measured(Seen); Log(timing); } return Save(); }")]
    [InlineData("Task M() { using var file = File.OpenText(\"a\"); var text = file.ReadToEnd(); return Save(text); }")]
    [InlineData("Task M() { using var timing = new Measured(Seen); Log(timing); return Save(); }")]
    [InlineData("Task M() { using (File.Create(\"a\")) return Save(); }")]
    [InlineData("Task M() { using (new Plain()) return Save(); }")]
    [InlineData("Task M() { using (new Flowing(1)) return Save(); }")]
    [InlineData("Task M() { using (new Reading(doors)) return Save(); }")]
    [InlineData("Task M() { using var scope = new System.Threading.PeriodicTimer(TimeSpan.FromSeconds(1)); return Save(); }")]
    [InlineData("Task M(bool go) { if (go) return Save(); using var timing = new Measured(Seen); return None(); }")]
    [InlineData("Task M() { lock (gate) { if (busy > 0) return None(); return Save(); } }")]
    [InlineData("int M() { try { return Count().Result; } catch (Exception e) { Log(e); return 0; } }")]
    [InlineData("void M() { try { Func<Task> save = () => { return Save(); }; Log(save); } catch (Exception e) { Log(e); } }")]
    [InlineData("Task M(Stream s) { try { return s.FlushAsync(); } finally { s.Dispose(); } }")]
    public Task Accepts_what_guards_the_start_alone(string members) => AcceptsProgram($"class C {{ {members} {Members} }}");

    [Fact]
    public Task Says_what_does_not_guard_it() => Says(
        $"class C {{ Task M() {{ try {{ return Save(); }} catch (Exception e) {{ Log(e); throw; }} }} Task N() {{ try {{ return Count(); }} finally {{ slots.Release(); }} }} Task O() {{ using (new Measured(1)) return Save(); }} {Members} }}",
        "The task of 'Save' is returned out of the try: the catch does not see what it throws",
        "The task of 'Count' is returned out of the try: the finally block runs before it is complete",
        "The task of 'Save' is returned out of the using, which ends before it is complete");

    [Theory]
    [InlineData("class C { Task M() { try { return Save( } catch { } } }")]
    [InlineData("class C { Task M() { try { return ; } finally { } } }")]
    [InlineData("class C { Task M() { try { return Missing(); } catch (Exception } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new TaskReturnedFromTry()]), finding => Assert.Equal("ASY1015", finding.Id));

    [Theory]
    [InlineData("public Task M() { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } }", "public async Task M() { try { await Save(); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M() { try { return [|Save|](); } catch { Log(1); return Task.CompletedTask; } }", "async Task M() { try { await Save(); } catch { Log(1); return; } }")]
    [InlineData("Task<int> M(bool go) { try { return go ? [|Count|]() : Task.FromResult(1); } catch (Exception e) { Log(e); return Task.FromResult(0); } }", "async Task<int> M(bool go) { try { return await (go ? Count() : Task.FromResult(1)); } catch (Exception e) { Log(e); return 0; } }")]
    [InlineData("ValueTask<int> M() { try { return [|Ask|](); } catch (Exception e) { Log(e); return new ValueTask<int>(1); } }", "async ValueTask<int> M() { try { return await Ask(); } catch (Exception e) { Log(e); return await new ValueTask<int>(1); } }")]
    [InlineData("Task M() { return Inner(); Task Inner() { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } } }", "Task M() { return Inner(); async Task Inner() { try { await Save(); } catch (Exception e) { Log(e); throw; } } }")]
    [InlineData("Task M() { using (new Measured(1)) return [|Save|](); }", "async Task M() { using (new Measured(1)) await Save(); }")]
    [InlineData("Task<int> M() { using var timing = new Measured(2); /* all */ return [|Count|](); }", "async Task<int> M() { using var timing = new Measured(2); /* all */ return await Count(); }")]
    [InlineData("Func<Task<int>> M() => () => { try { return [|Count|](); } catch (Exception e) { Log(e); throw; } };", "Func<Task<int>> M() => async () => { try { return await Count(); } catch (Exception e) { Log(e); throw; } };")]
    [InlineData("Task M() { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } } async Task<int> Other() => await Count().ConfigureAwait(false);", "async Task M() { try { await Save().ConfigureAwait(false); } catch (Exception e) { Log(e); throw; } } async Task<int> Other() => await Count().ConfigureAwait(false);")]
    [InlineData("Task<int> M(bool go) { try { return go ? [|Count|]() : Task.FromResult(1); } catch (Exception e) { Log(e); throw; } } async Task<int> Other() => await Count().ConfigureAwait(false);", "async Task<int> M(bool go) { try { return await (go ? Count() : Task.FromResult(1)).ConfigureAwait(false); } catch (Exception e) { Log(e); throw; } } async Task<int> Other() => await Count().ConfigureAwait(false);")]
    public Task Awaits_before_it_returns(string before, string after) => Fixes($"class C {{ {before} {Members} }}", $"class C {{ {after} {Members} }}");

    [Fact]
    public Task Keeps_comments_and_line_ends_and_returns_where_more_follows() => Fixes(
        "class C\r\n{\r\n\t// One\r\n\tTask M(bool go)\r\n\t{\r\n\t\ttry\r\n\t\t{\r\n\t\t\tif (go)\r\n\t\t\t{\r\n\t\t\t\t// Save\r\n\t\t\t\treturn /* now */ [|File.AppendAllTextAsync|]( // it\r\n\t\t\t\t\t\"a\", \"b\"); // there\r\n\t\t\t}\r\n\t\t}\r\n\t\tcatch (IOException e)\r\n\t\t{\r\n\t\t\tConsole.WriteLine(e);\r\n\t\t}\r\n\r\n\t\tConsole.WriteLine(go);\r\n\t\treturn Task.Delay(1); // end\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\t// One\r\n\tasync Task M(bool go)\r\n\t{\r\n\t\ttry\r\n\t\t{\r\n\t\t\tif (go)\r\n\t\t\t{\r\n\t\t\t\t// Save\r\n\t\t\t\t/* now */ await File.AppendAllTextAsync( // it\r\n\t\t\t\t\t\"a\", \"b\"); // there\r\n\t\t\t\treturn;\r\n\t\t\t}\r\n\t\t}\r\n\t\tcatch (IOException e)\r\n\t\t{\r\n\t\t\tConsole.WriteLine(e);\r\n\t\t}\r\n\r\n\t\tConsole.WriteLine(go);\r\n\t\tawait Task.Delay(1); // end\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("Task M(out int n) { n = 1; try { return [|Save|](); } catch (Exception e) { Log(e); throw; } }")]
    [InlineData("Task M(object o) { lock (o) { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } } }")]
    [InlineData("Task M(bool go) { try { if (go) return [|Save|](); Log(1); } catch (Exception e) { Log(e); } return None(); }")]
    [InlineData("Task M(Span<int> span) { try { return [|Save|](); } catch (Exception e) { Log(e); throw; } }")]
    public Task Offers_nothing_where_the_function_cannot_await(string members) => FlagsWithoutFix($"class C {{ {members} {Members} }}");
}
