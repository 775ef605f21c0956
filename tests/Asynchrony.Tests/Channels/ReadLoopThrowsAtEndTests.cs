using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class ReadLoopThrowsAtEndTests : RuleTests<ReadLoopThrowsAtEnd>
{
    /// <summary>A type that completes the channels it reads from.</summary>
    private static string Reader(string run) => $$"""
        class Desk
        {
            private readonly Channel<string> mail = Channel.CreateUnbounded<string>();
            private readonly BlockingCollection<string> lines = new();
            private readonly Channel<string> never = Channel.CreateUnbounded<string>();

            public void Send(string line) { mail.Writer.TryWrite(line); lines.Add(line); never.Writer.TryWrite(line); }

            public void Close() { mail.Writer.Complete(); lines.CompleteAdding(); }

            {{run}}
        }
        """;

    [Theory]
    [InlineData("public async Task Run() { while (true) { var line = await [|mail.Reader.ReadAsync|](); Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { for (;;) Console.WriteLine(await [|mail.Reader.ReadAsync|]().ConfigureAwait(false)); }")]
    [InlineData("public async Task Run(CancellationToken token) { while (!token.IsCancellationRequested) { var line = await [|mail.Reader.ReadAsync|](token); Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { var reader = mail.Reader; while (true) { Console.WriteLine(await [|reader.ReadAsync|]()); await Task.Yield(); } }")]
    [InlineData("public async Task Run() { try { while (true) Console.WriteLine(await [|mail.Reader.ReadAsync|]()); } catch (OperationCanceledException) { Console.WriteLine(\"stopped\"); } }")]
    [InlineData("public async Task Run() { try { while (true) Console.WriteLine(await [|mail.Reader.ReadAsync|]()); } finally { Console.WriteLine(\"stopped\"); } }")]
    [InlineData("public async Task Run() { while (true) { var line = await [|mail.Reader.ReadAsync|](); try { Console.WriteLine(line); } catch (Exception) { Console.WriteLine(\"failed\"); } } }")]
    [InlineData("public void Start() => Task.Run(async () => { while (true) Console.WriteLine(await [|mail.Reader.ReadAsync|]()); });")]
    [InlineData("public void Run() { while (true) { var line = [|lines.Take|](); Console.WriteLine(line); } }")]
    [InlineData("public void Run(CancellationToken token) { while (true) { var line = [|lines.Take|](token); Console.WriteLine(line); } }")]
    public Task Flags_a_loop_that_the_end_of_the_channel_breaks(string run) => FlagsProgram(Reader(run));

    [Theory]
    [InlineData("public async Task Run() { await foreach (var line in mail.Reader.ReadAllAsync()) Console.WriteLine(line); }")]
    [InlineData("public async Task Run() { while (await mail.Reader.WaitToReadAsync()) Console.WriteLine(await mail.Reader.ReadAsync()); }")]
    [InlineData("public async Task Run() { try { while (true) Console.WriteLine(await mail.Reader.ReadAsync()); } catch (ChannelClosedException) { Console.WriteLine(\"done\"); } }")]
    [InlineData("public async Task Run() { try { while (true) Console.WriteLine(await mail.Reader.ReadAsync()); } catch (Exception) { Console.WriteLine(\"done\"); } }")]
    [InlineData("public async Task Run() { while (true) try { Console.WriteLine(await mail.Reader.ReadAsync()); } catch { Console.WriteLine(\"done\"); break; } }")]
    [InlineData("public async Task Run() { while (true) { var line = await mail.Reader.ReadAsync(); if (line == \"end\") break; Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { while (true) { var line = await mail.Reader.ReadAsync(); if (line == \"end\") return; Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { for (var round = 0; round < 3; round++) Console.WriteLine(await mail.Reader.ReadAsync()); }")]
    [InlineData("public async Task Run() { Console.WriteLine(await mail.Reader.ReadAsync()); }")]
    [InlineData("public async Task Run() { while (true) Console.WriteLine(await never.Reader.ReadAsync()); }")]
    [InlineData("public void Run() { foreach (var line in lines.GetConsumingEnumerable()) Console.WriteLine(line); }")]
    [InlineData("public void Run() { while (!lines.IsCompleted) Console.WriteLine(lines.Take()); }")]
    [InlineData("public void Run() { try { while (true) Console.WriteLine(lines.Take()); } catch (InvalidOperationException) { Console.WriteLine(\"done\"); } }")]
    [InlineData("public void Run() { while (true) if (lines.TryTake(out var line, 100)) Console.WriteLine(line); }")]
    public Task Accepts_a_loop_that_ends_otherwise(string run) => AcceptsProgram(Reader(run));

    /// <summary>A service that ends its loop and its channel, in one order or the other.</summary>
    private static string Service(string end, string receive) => $$"""
        namespace Microsoft.Extensions.Hosting { public abstract class BackgroundService : IDisposable { protected abstract Task ExecuteAsync(CancellationToken token); public virtual void Dispose() { } } }

        class Post : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly Channel<string> mail = Channel.CreateUnbounded<string>();
            private readonly CancellationTokenSource stop = new();

            public void Send(string line) => mail.Writer.TryWrite(line);

            public ValueTask DisposeAsync() { {{end}} return default; }

            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    var line = await {{receive}};
                    Console.WriteLine(line);
                }
            }
        }
        """;

    [Theory]
    [InlineData("Dispose(); mail.Writer.TryComplete();", "mail.Reader.ReadAsync(token)")]
    [InlineData("stop.Cancel(); stop.Dispose(); mail.Writer.Complete();", "mail.Reader.ReadAsync(stop.Token).ConfigureAwait(false)")]
    [InlineData("if (!stop.IsCancellationRequested) stop.Cancel(); mail.Writer.TryComplete();", "mail.Reader.ReadAsync(token)")]
    public Task Accepts_a_channel_that_is_completed_behind_the_end_of_the_loop(string end, string receive) => AcceptsProgram(Service(end, receive));

    [Theory]
    [InlineData("mail.Writer.TryComplete(); Dispose();", "[|mail.Reader.ReadAsync|](token)")]
    [InlineData("mail.Writer.TryComplete(); stop.Cancel();", "[|mail.Reader.ReadAsync|](stop.Token)")]
    [InlineData("Dispose(); mail.Writer.TryComplete();", "[|mail.Reader.ReadAsync|]()")]
    [InlineData("stop.Dispose(); mail.Writer.TryComplete();", "[|mail.Reader.ReadAsync|](token)")]
    public Task Flags_a_channel_that_is_completed_first(string end, string receive) => FlagsProgram(Service(end, receive));

    [Fact]
    public Task Flags_a_channel_of_one_function() => FlagsProgram("""
        class Desk
        {
            public async Task Run(string[] lines)
            {
                var channel = Channel.CreateUnbounded<string>();
                var reading = Task.Run(async () =>
                {
                    while (true)
                        Console.WriteLine(await [|channel.Reader.ReadAsync|]());
                });
                foreach (var line in lines)
                    await channel.Writer.WriteAsync(line);
                channel.Writer.Complete();
                await reading;
            }
        }
        """);

    [Fact]
    public Task Says_what_completes_the_channel() => Says(Reader("public async Task Run() { while (true) Console.WriteLine(await mail.Reader.ReadAsync()); }"),
        "'ReadAsync' throws once line 9 has completed 'mail', and nothing else ends this loop");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_foreach(string line) => Fixes(Reader("""
        public async Task Run(CancellationToken token)
            {
                // All of them.
                while (true) // for ever
                {
                    // The next one.
                    var line = await [|mail.Reader.ReadAsync|](token).ConfigureAwait(false); // comes

                    Console.WriteLine(line);
                }
            }

            public async Task RunTyped()
            {
                for (;;)
                {
                    string line = await this.mail.Reader.[|ReadAsync|]();
                    if (line.Length > 3)
                        continue;
                    Console.WriteLine(line);
                }
            }

            public void Take()
            {
                while (true)
                {
                    var line = [|lines.Take|]();
                    Console.WriteLine(line);
                }
            }
        """).ReplaceLineEndings(line), Reader("""
        public async Task Run(CancellationToken token)
            {
                // All of them.
                await foreach (var line in mail.Reader.ReadAllAsync(token).ConfigureAwait(false)) // for ever
                {
                    // The next one.
                    // comes
                    Console.WriteLine(line);
                }
            }

            public async Task RunTyped()
            {
                await foreach (string line in this.mail.Reader.ReadAllAsync())
                {
                    if (line.Length > 3)
                        continue;
                    Console.WriteLine(line);
                }
            }

            public void Take()
            {
                foreach (var line in lines.GetConsumingEnumerable())
                {
                    Console.WriteLine(line);
                }
            }
        """).ReplaceLineEndings(line));

    [Theory]
    [InlineData("public async Task Run(CancellationToken token) { while (!token.IsCancellationRequested) { var line = await [|mail.Reader.ReadAsync|](token); Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { while (true) { Console.WriteLine(); var line = await [|mail.Reader.ReadAsync|](); Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { while (true) { var line = await [|mail.Reader.ReadAsync|](); line = line.Trim(); Console.WriteLine(line); } }")]
    [InlineData("public async Task Run() { while (true) { var line = await [|mail.Reader.ReadAsync|](); Console.WriteLine(line + await [|mail.Reader.ReadAsync|]()); } }")]
    [InlineData("public async Task Run() { while (true) Console.WriteLine(await [|mail.Reader.ReadAsync|]()); }")]
    [InlineData("public async Task Run() { while (true) { var length = (await [|mail.Reader.ReadAsync|]()).Length; Console.WriteLine(length); } }")]
    public Task Offers_nothing_for_other_loops(string run) => FlagsWithoutFix(Reader(run));

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", Reader("public async Task Run() { while (true) { await mail.Reader.Read( } while (true) await mail.Reader. ; }"))), [new ReadLoopThrowsAtEnd()]));
}
