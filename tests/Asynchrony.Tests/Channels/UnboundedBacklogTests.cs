using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class UnboundedBacklogTests : RuleTests<UnboundedBacklog>
{
    private static string Copier(string make, string loop, string members = "") => $$"""
        class Copier(Stream source, TextReader text, IAsyncEnumerable<byte[]> blocks)
        {
            private readonly {{make}};
            private readonly SemaphoreSlim room = new(10);
            private int Waiting;

            public async Task Read(CancellationToken token)
            {
                await Task.Yield();
                {{loop}}
            }

            public async Task Write()
            {
                await foreach (var block in sent.Reader.ReadAllAsync())
                    Console.WriteLine(block.Length);
            }

            {{members}}
        }
        """;

    private const string Made = "Channel<byte[]> sent = [|Channel.CreateUnbounded<byte[]>|]()";
    private const string Plain = "Channel<byte[]> sent = Channel.CreateUnbounded<byte[]>()";

    [Theory]
    [InlineData("while (true) { var block = new byte[100]; if (await source.ReadAsync(block, token) == 0) break; sent.Writer.TryWrite(block); }")]
    [InlineData("while (!token.IsCancellationRequested) await sent.Writer.WriteAsync(new byte[100]);")]
    [InlineData("await foreach (var block in blocks) sent.Writer.TryWrite(block);")]
    public Task Flags_a_loop_that_sends_without_end(string loop) => FlagsProgram(Copier(Made, loop));

    [Theory]
    [InlineData("for (var block = 0; block < 100; block++) sent.Writer.TryWrite(new byte[100]);")]
    [InlineData("foreach (var line in new[] { 1, 2, 3 }) sent.Writer.TryWrite(new byte[line]);")]
    [InlineData("while (true) { sent.Writer.TryWrite(new byte[100]); await Task.Delay(10, token); }")]
    [InlineData("while (true) { await room.WaitAsync(token); sent.Writer.TryWrite(new byte[100]); }")]
    [InlineData("sent.Writer.TryWrite(new byte[100]);")]
    [InlineData("while (true) { var waiting = Waiting; if (Interlocked.CompareExchange(ref Waiting, waiting + 1, waiting) == waiting) { sent.Writer.TryWrite(new byte[100]); return; } }")]
    public Task Accepts_a_loop_that_waits_or_ends(string loop) => AcceptsProgram(Copier(Plain, loop));

    [Fact]
    public Task Accepts_a_loop_that_tries_until_it_has_a_result() => AcceptsProgram(Copier(Plain, "", """
        public int Reserve(int wanted)
        {
            while (true)
            {
                var seen = Waiting;
                if (seen > wanted)
                    sent.Writer.TryWrite(new byte[seen]);
                else if (Interlocked.CompareExchange(ref Waiting, wanted, seen) == seen)
                    return wanted;
            }
        }
        """));

    [Theory]
    [InlineData("Channel<byte[]> sent = Channel.CreateBounded<byte[]>(10)", "")]
    [InlineData(Plain, "public int Backlog => sent.Reader.Count;")]
    public Task Accepts_a_channel_with_a_limit_or_that_is_looked_at(string make, string members) =>
        AcceptsProgram(Copier(make, "while (!token.IsCancellationRequested) await sent.Writer.WriteAsync(new byte[100]);", members));

    [Fact]
    public Task Is_never_shown_by_itself() => Weighs(Copier(Plain, "while (true) sent.Writer.TryWrite(new byte[100]);"), DiagnosticSeverity.Hidden);

    [Fact]
    public Task Says_which_loop() => Says(Copier(Plain, "while (true) sent.Writer.TryWrite(new byte[100]);"), "'sent' has no limit, and the loop in line 10 sends without waiting for anybody");

    [Fact]
    public async Task Says_which_file() => Assert.Contains("the loop in line 5 of Read.cs sends", Assert.Single(await Code.Findings(Code.Compilation(
        ("Copier.cs", """
            partial class Copier
            {
                private readonly Channel<int> sent = Channel.CreateUnbounded<int>();

                public ValueTask<int> Next() => sent.Reader.ReadAsync();
            }
            """),
        ("Read.cs", """
            partial class Copier
            {
                public void Read(CancellationToken token)
                {
                    while (!token.IsCancellationRequested)
                        sent.Writer.TryWrite(1);
                }
            }
            """)), [new UnboundedBacklog()])).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", Copier("Channel<byte[]> sent = Channel.CreateUnbounded<byte[]>(", "while (true) sent.Writer.TryWrite("))), [new UnboundedBacklog()]));
}
