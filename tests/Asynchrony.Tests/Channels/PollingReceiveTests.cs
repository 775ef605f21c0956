using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class PollingReceiveTests : RuleTests<PollingReceive>
{
    private const string Shop = """
        public static readonly ConcurrentQueue<string> Names = new();
        public static readonly BlockingCollection<string> Lines = new();
        public static readonly Channel<string> Mail = Channel.CreateUnbounded<string>();
        public static readonly Channel<string> Other = Channel.CreateUnbounded<string>();
        public static readonly SemaphoreSlim Filled = new(0);
        public static readonly ManualResetEventSlim Ready = new();
        public static volatile bool Running = true;
        public static int Waiting;
        public static TimeSpan Interval = TimeSpan.FromSeconds(5);
        public static void Log(string text) => Console.WriteLine(text);
        """;

    [Theory]
    [InlineData("while (true) { if ([|Names.TryDequeue|](out var name)) Log(name); else Thread.Sleep(10); }")]
    [InlineData("while (Running) { if ([|Names.TryDequeue|](out var name)) Log(name); }")]
    [InlineData("while (Running) { while ([|Names.TryDequeue|](out var name)) Log(name); Thread.Sleep(1); }")]
    [InlineData("while (Running) { if (![|Names.TryDequeue|](out var name)) { Thread.Yield(); continue; } Log(name); }")]
    [InlineData("string? name; while (![|Names.TryDequeue|](out name)) Thread.Yield(); Log(name);")]
    [InlineData("string? line; while (![|Lines.TryTake|](out line)) { } Log(line);")]
    [InlineData("while (Running) { if ([|Lines.TryTake|](out var line)) Log(line); else Thread.Sleep(TimeSpan.FromMilliseconds(50)); }")]
    [InlineData("do { if ([|Lines.TryTake|](out var line) == false) Thread.Sleep(0); else Log(line); } while (Running);")]
    [InlineData("while (Running) { if ([|Mail.Reader.TryRead|](out var line)) Log(line); else Thread.Sleep(1); }")]
    public Task Flags_a_loop_that_asks_again(string body) => Flags(body, Shop);

    [Theory]
    [InlineData("while (Running) { if ([|Mail.Reader.TryRead|](out var line)) Log(line); else await Task.Delay(10); }")]
    [InlineData("while (Running) { while ([|Mail.Reader.TryRead|](out var line)) Log(line); await Task.Delay(10).ConfigureAwait(false); }")]
    [InlineData("while (Running) { if (![|Names.TryDequeue|](out var name)) { await Task.Yield(); continue; } Log(name); }")]
    public Task Flags_it_in_async_code(string body) => Flags(body, Shop);

    [Theory]
    [InlineData("while (Names.TryDequeue(out var name)) Log(name);")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); Filled.Wait(); }")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); Ready.Wait(100); Ready.Reset(); }")]
    [InlineData("while (Running) { if (Names.TryDequeue(out var name)) Log(name); else Log(\"nothing\"); Thread.Sleep(10); }")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); Thread.Sleep(Interval); }")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); Thread.Sleep(5000); }")]
    [InlineData("while (Running) { if (Names.TryDequeue(out var name)) Log(name); else break; }")]
    [InlineData("var spin = new SpinWait(); string? name; while (!Names.TryDequeue(out name)) spin.SpinOnce(); Log(name);")]
    [InlineData("while (Running) { if (Mail.Reader.TryRead(out var line)) Log(line); else Thread.SpinWait(100); }")]
    [InlineData("while (Waiting > 0) { while (Names.TryDequeue(out var name)) Log(name); if (Waiting > 0) Filled.Wait(); }")]
    [InlineData("while (true) { while (Names.TryDequeue(out var name)) Log(name); var waiting = Waiting; if (waiting != 3) continue; if (Interlocked.CompareExchange(ref Waiting, 0, waiting) == waiting) break; }")]
    [InlineData("while (!Names.IsEmpty) if (Names.TryDequeue(out var name)) Log(name);")]
    [InlineData("while (Lines.Count > 0) { if (Lines.TryTake(out var line)) Log(line); }")]
    [InlineData("while (Running) { if (!Names.TryDequeue(out var name)) return; Log(name); }")]
    [InlineData("for (var tries = 0; tries < 10; tries++) { if (Names.TryDequeue(out var name)) Log(name); else Thread.Sleep(10); }")]
    [InlineData("var clock = System.Diagnostics.Stopwatch.StartNew(); while (clock.ElapsedMilliseconds < 1000) { if (Names.TryDequeue(out var name)) Log(name); else Thread.Sleep(10); }")]
    [InlineData("while (Running) { if (Lines.TryTake(out var line, 100)) Log(line); }")]
    [InlineData("foreach (var line in Lines.GetConsumingEnumerable()) Log(line);")]
    [InlineData("while (Running) { if (Mail.Reader.TryRead(out var line)) Log(line); else if (Other.Reader.TryRead(out line)) Log(line); else Thread.Sleep(10); }")]
    [InlineData("while (Running) { Names.TryDequeue(out var name); Log(name ?? \"none\"); Thread.Sleep(10); }")]
    [InlineData("if (Names.TryDequeue(out var name)) Log(name); else Thread.Sleep(10);")]
    public Task Accepts_a_loop_that_does_not(string body) => Accepts(body, Shop);

    [Theory]
    [InlineData("while (await Mail.Reader.WaitToReadAsync()) while (Mail.Reader.TryRead(out var line)) Log(line);")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); await Filled.WaitAsync(); }")]
    [InlineData("while (Running) { while (Names.TryDequeue(out var name)) Log(name); await Task.Delay(Interval); }")]
    public Task Accepts_a_loop_that_awaits_more(string body) => Accepts(body, Shop);

    [Fact]
    public Task Says_what_lies_between() => Says("""
        class Desk(ConcurrentQueue<string> names, BlockingCollection<string> lines)
        {
            public void Run()
            {
                while (true)
                {
                    if (names.TryDequeue(out var name))
                        Console.WriteLine(name);
                    else
                        Thread.Sleep(10);
                }
            }

            public void Spin()
            {
                while (true)
                    if (lines.TryTake(out var line))
                        Console.WriteLine(line);
            }
        }
        """, "'TryDequeue' asks 'names' again and again, and line 10 only lets time pass", "'TryTake' asks 'lines' again and again, and waits for nothing in between");

    [Fact]
    public Task Fixes_by_a_wait_for_the_next_message() => Fixes("""
        class Desk(ChannelReader<string> mail)
        {
            public async Task Run()
            {
                while (true)
                {
                    if ([|mail.TryRead|](out var line))
                        Console.WriteLine(line);
                    else
                        // Nothing yet.
                        await Task.Delay(10); // later
                }
            }

            public async Task Drain(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    while ([|mail.TryRead|](out var line))
                        Console.WriteLine(line);
                    await Task.Delay(TimeSpan.FromMilliseconds(5), token).ConfigureAwait(false);
                }
            }

            public async Task Go()
            {
                while (true)
                {
                    if (![|mail.TryRead|](out var line))
                    {
                        await Task.Delay(10);
                        continue;
                    }

                    Console.WriteLine(line);
                }
            }
        }
        """, """
        class Desk(ChannelReader<string> mail)
        {
            public async Task Run()
            {
                while (true)
                {
                    if (mail.TryRead(out var line))
                        Console.WriteLine(line);
                    else
                        // Nothing yet.
                        if (!await mail.WaitToReadAsync()) break; // later
                }
            }

            public async Task Drain(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    while (mail.TryRead(out var line))
                        Console.WriteLine(line);
                    if (!await mail.WaitToReadAsync(token).ConfigureAwait(false)) break;
                }
            }

            public async Task Go()
            {
                while (true)
                {
                    if (!mail.TryRead(out var line))
                    {
                        if (!await mail.WaitToReadAsync()) break;
                        continue;
                    }

                    Console.WriteLine(line);
                }
            }
        }
        """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_foreach(string line) => Fixes("""
        class Desk(BlockingCollection<string> lines)
        {
            public void Run()
            {
                // For ever.
                while (true)
                {
                    if ([|lines.TryTake|](out var line))
                    {
                        // The next one.
                        Console.WriteLine(line);
                        Console.WriteLine();
                    }
                    else
                    {
                        Thread.Sleep(10);
                    }
                }
            }

            public void Drain()
            {
                while (true)
                {
                    while ([|lines.TryTake|](out string? line))
                    {
                        Console.WriteLine(line);
                    }
                    Thread.Sleep(10);
                }
            }
        }
        """.ReplaceLineEndings(line), """
        class Desk(BlockingCollection<string> lines)
        {
            public void Run()
            {
                // For ever.
                foreach (var line in lines.GetConsumingEnumerable())
                {
                    // The next one.
                    Console.WriteLine(line);
                    Console.WriteLine();
                }
            }

            public void Drain()
            {
                foreach (string? line in lines.GetConsumingEnumerable())
                {
                    Console.WriteLine(line);
                }
            }
        }
        """.ReplaceLineEndings(line));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_receive_that_waits(string line) => Fixes("""
        class Desk(BlockingCollection<string> lines, ChannelReader<string> mail)
        {
            public string? Next()
            {
                string? line;

                // The next one.
                while (![|lines.TryTake|](out line))
                    Thread.Yield(); // a while
                return line;
            }

            public string? Spin()
            {
                string? line;
                while (![|lines.TryTake|](out _)) { }
                while (![|lines.TryTake|](out line)) ;
                return line;
            }

            public async Task<string?> Read(CancellationToken token)
            {
                string? line;
                while (![|mail.TryRead|](out line))
                {
                    await Task.Delay(5, token).ConfigureAwait(false);
                }

                return line;
            }

            public async Task<string?> Read()
            {
                string? line;
                while (![|mail.TryRead|](out line))
                    await Task.Delay(5);
                return line;
            }
        }
        """.ReplaceLineEndings(line), """
        class Desk(BlockingCollection<string> lines, ChannelReader<string> mail)
        {
            public string? Next()
            {
                string? line;

                // The next one.
                line = lines.Take(); // a while
                return line;
            }

            public string? Spin()
            {
                string? line;
                _ = lines.Take();
                line = lines.Take();
                return line;
            }

            public async Task<string?> Read(CancellationToken token)
            {
                string? line;
                line = await mail.ReadAsync(token).ConfigureAwait(false);

                return line;
            }

            public async Task<string?> Read()
            {
                string? line;
                line = await mail.ReadAsync();
                return line;
            }
        }
        """.ReplaceLineEndings(line));

    [Theory]
    [InlineData("while (true) { if ([|names.TryDequeue|](out var name)) { Console.WriteLine(name); } else { Thread.Sleep(10); } }")]
    [InlineData("while (running) { if ([|lines.TryTake|](out var line)) { Console.WriteLine(line); } else { Thread.Sleep(10); } }")]
    [InlineData("while (true) { if ([|lines.TryTake|](out var line)) { Console.WriteLine(line); break; } else { Thread.Sleep(10); } }")]
    [InlineData("while (true) { if ([|lines.TryTake|](out var line)) { Console.WriteLine(line); } else { Thread.Sleep(10); } if (!running) break; }")]
    [InlineData("while (running) { if ([|mail.TryRead|](out var line)) Console.WriteLine(line); else await Task.Delay(10); }")]
    [InlineData("while (!token.IsCancellationRequested) { if ([|mail.TryRead|](out var line)) Console.WriteLine(line); else await Task.Delay(10); }")]
    [InlineData("string? name; while (![|names.TryDequeue|](out name)) Thread.Yield(); Console.WriteLine(name);")]
    [InlineData("string? line; while (![|mail.TryRead|](out line)) Thread.Sleep(1); Console.WriteLine(line);")]
    [InlineData("string? line; while (![|lines.TryTake|](out line)) { /* soon */ Thread.Yield(); } Console.WriteLine(line);")]
    public Task Offers_nothing_for_other_loops(string body) => FlagsWithoutFix($$"""
        class Desk(BlockingCollection<string> lines, ChannelReader<string> mail, ConcurrentQueue<string> names)
        {
            private bool running = true;
            public async Task Run(CancellationToken token) { await Task.Yield(); {{body}} }
            public void Stop() => running = false;
        }
        """);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C(ConcurrentQueue<string> names)
        {
            void M()
            {
                while (true) { if (names.TryDequeue(out var name)) ; else Thread.Sleep( Missing); Wrong(); }
            }
        }
        """)), [new PollingReceive()]));
}
