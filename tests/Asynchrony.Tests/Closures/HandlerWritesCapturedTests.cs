using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class HandlerWritesCapturedTests : RuleTests<HandlerWritesCaptured>
{
    private const string Members = "public static readonly System.Timers.Timer Clock = new(100); public static readonly object Gate = new(); public static void Use(object? value) => Console.WriteLine(value);";

    [Theory]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Clock.Start(); Use([|ticks|]);")]
    [InlineData("var ticks = 0; Clock.Elapsed += delegate { ticks = 1; }; Clock.Enabled = true; Thread.Sleep(500); Use([|ticks|]);")]
    [InlineData("var last = DateTime.MinValue; using var own = new System.Timers.Timer(50); own.Elapsed += (_, tick) => { Use(tick); last = tick.SignalTime; }; own.Start(); Use(1); Use([|last|]);")]
    [InlineData("var changed = \"\"; var files = new FileSystemWatcher(\".\"); files.Changed += (_, change) => changed = change.Name; files.EnableRaisingEvents = true; if ([|changed|] != \"\") Use(changed);")]
    [InlineData("var failed = false; var process = new System.Diagnostics.Process(); process.Exited += (_, _) => failed = true; process.Start(); Use(process.Id); Use([|failed|]);")]
    [InlineData("var running = true; Console.CancelKeyPress += (_, _) => running = false; while ([|running|]) Use(1);")]
    [InlineData("var bytes = 0; var socket = new System.Net.Sockets.SocketAsyncEventArgs(); socket.Completed += (_, done) => bytes += done.BytesTransferred; Use(socket); Use([|bytes|]);")]
    [InlineData("var ticks = 0; void Count(object? sender, System.Timers.ElapsedEventArgs tick) { } Clock.Elapsed += Count; System.Timers.ElapsedEventHandler add = (_, _) => ticks++; Clock.Elapsed += add; Clock.Start(); Use([|ticks|]);")]
    [InlineData("var ticks = 0; void Count(object? sender, System.Timers.ElapsedEventArgs tick) => ticks++; Clock.Elapsed += Count; Clock.Start(); Use([|ticks|]);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Clock.Start(); Thread.SpinWait(100); Use([|ticks|]);")]
    [InlineData("var bytes = 0; var end = new System.Net.Sockets.SocketAsyncEventArgs(); end.Completed += (_, done) => bytes += done.BytesTransferred; var socket = new System.Net.Sockets.Socket(default, default); socket.ReceiveAsync(end); Use([|bytes|]);")]
    public Task Flags_a_read_that_nothing_orders(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var ticks = 0; using var done = new ManualResetEventSlim(); Clock.Elapsed += (_, _) => { ticks = 1; done.Set(); }; Clock.Start(); done.Wait(); Use(ticks);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => Interlocked.Increment(ref ticks); Clock.Start(); Use(Volatile.Read(ref ticks));")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => { lock (Gate) ticks++; }; Clock.Start(); lock (Gate) Use(ticks);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Use(ticks); Clock.Start(); Use(1);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Clock.Start(); Use(1); Clock.Stop(); Use(ticks);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Clock.Enabled = true; Use(1); Clock.Enabled = false; Use(ticks);")]
    [InlineData("var ticks = 0; using (var own = new System.Timers.Timer(50)) { own.Elapsed += (_, _) => ticks++; own.Start(); Thread.Sleep(100); } Use(ticks);")]
    [InlineData("var ticks = 0; Clock.SynchronizingObject = null; Clock.Elapsed += (_, _) => ticks++; Clock.Start(); Use(ticks);")]
    [InlineData("var output = \"\"; var process = new System.Diagnostics.Process(); process.OutputDataReceived += (_, line) => output += line.Data; process.Start(); process.BeginOutputReadLine(); process.WaitForExit(); Use(output);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => Use(ticks); Clock.Start(); Use(ticks);")]
    [InlineData("var ticks = 0; Clock.Elapsed += (_, _) => ticks++; Clock.Start(); Use(1);")]
    [InlineData("var seen = new List<string>(); AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => seen = new List<string> { loaded.LoadedAssembly.FullName! }; Use(seen);")]
    [InlineData("var ticks = 0; void Count(object? sender, System.Timers.ElapsedEventArgs tick) => ticks++; Clock.Elapsed += Count; Clock.Start(); Use(1); Clock.Stop(); Use(ticks);")]
    [InlineData("var ticks = 0; using var done = new SemaphoreSlim(0); Clock.Elapsed += (_, _) => { ticks = 1; done.Release(); }; Clock.Start(); done.WaitAsync().Wait(); Use(ticks);")]
    public Task Accepts_what_is_ordered(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_an_await_of_what_the_handler_completes() => AcceptsProgram("""
        class C
        {
            async Task<int> M(System.Timers.Timer clock)
            {
                var (ticks, done) = (0, new TaskCompletionSource());
                clock.Elapsed += (_, _) => { ticks = 1; done.TrySetResult(); };
                clock.Start();
                await done.Task;
                return ticks;
            }
        }
        """);

    [Fact]
    public Task Says_which_event() => Says("""
        class C
        {
            int M(System.Timers.Timer clock)
            {
                var ticks = 0;
                clock.Elapsed += (_, _) => ticks++;
                clock.Start();
                return ticks;
            }
        }
        """, "'ticks' is read here while the handler of 'Elapsed' may write it on another thread");

    [Fact]
    public Task Points_at_the_write_and_the_subscription() => PointsAt("""
        class C
        {
            int M(System.Timers.Timer clock)
            {
                var ticks = 0;
                clock.Elapsed += (_, _) =>
                    ticks++;
                clock.Start();
                return ticks;
            }
        }
        """, 7, 6);

    [Theory]
    [InlineData("var n = 0; clock.Elapsed += (_, ")]
    [InlineData("var n = 0; clock.Elapsed += (_, _) => n = ; clock.Start(); return n")]
    [InlineData("var n = 0; clock.Missing += (_, _) => n++; return n;")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ int M(System.Timers.Timer clock) {{ {body} }} }}")), [new HandlerWritesCaptured()]), found => Assert.Equal("ASY3010", found.Id));
}
