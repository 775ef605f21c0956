using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class WriteAfterCompletionTests : RuleTests<WriteAfterCompletion>
{
    private const string Helpers = "public static bool Late(int n) => n > 3;";

    [Theory]
    [InlineData("pages.Writer.Complete(); await [|pages.Writer.WriteAsync|](1);")]
    [InlineData("pages.Writer.Complete(); [|pages.Writer.TryWrite|](1);")]
    [InlineData("pages.Writer.TryComplete(); await [|pages.Writer.WriteAsync|](1);")]
    [InlineData("pages.Writer.Complete(); if (Late(1)) await [|pages.Writer.WriteAsync|](1);")]
    [InlineData("pages.Writer.Complete(); [|pages.Writer.Complete|]();")]
    [InlineData("pages.Writer.Complete(); Console.WriteLine(1); [|pages.Writer.Complete|](new InvalidOperationException());")]
    [InlineData("var writer = pages.Writer; pages.Writer.Complete(); await [|writer.WriteAsync|](1);")]
    [InlineData("for (var page = 0; page < 3; page++) { await [|pages.Writer.WriteAsync|](page); pages.Writer.Complete(); }")]
    [InlineData("for (var page = 0; page < 3; page++) { Console.WriteLine(page); [|pages.Writer.Complete|](); }")]
    [InlineData("try { await pages.Writer.WriteAsync(1); pages.Writer.Complete(); } finally { [|pages.Writer.Complete|](); }")]
    [InlineData("try { pages.Writer.Complete(); await [|pages.Writer.WriteAsync|](1); } catch (Exception problem) { Console.WriteLine(problem); }")]
    public Task Flags_a_channel(string code) => Flags($$"""
        var pages = Channel.CreateUnbounded<int>();
        {{code}}
        """, Helpers);

    [Theory]
    [InlineData("pages.CompleteAdding(); [|pages.Add|](1);")]
    [InlineData("pages.CompleteAdding(); [|pages.TryAdd|](1);")]
    [InlineData("pages.CompleteAdding(); if ([|pages.TryAdd|](1, 100)) Console.WriteLine(1);")]
    [InlineData("foreach (var page in new[] { 1, 2 }) { [|pages.Add|](page); pages.CompleteAdding(); }")]
    public Task Flags_a_collection(string code) => Flags($$"""
        var pages = new BlockingCollection<int>();
        {{code}}
        """);

    [Theory]
    [InlineData("pages.Writer.Complete(); pages.Writer.TryComplete();")]
    [InlineData("pages.Writer.TryComplete(); pages.Writer.TryComplete();")]
    [InlineData("pages.Writer.Complete(); if (!pages.Writer.TryWrite(1)) Console.WriteLine(\"late\");")]
    [InlineData("if (Late(1)) pages.Writer.Complete(); if (!Late(1)) await pages.Writer.WriteAsync(1);")]
    [InlineData("if (Late(1)) { pages.Writer.Complete(); return; } await pages.Writer.WriteAsync(1);")]
    [InlineData("for (var page = 0; page < 4; page++) { await pages.Writer.WriteAsync(page); if (Late(page)) { pages.Writer.Complete(); break; } }")]
    [InlineData("for (var page = 0; page < 4; page++) { await pages.Writer.WriteAsync(page); if (page == 3) pages.Writer.Complete(); }")]
    [InlineData("await pages.Writer.WriteAsync(1); pages.Writer.Complete(); await foreach (var page in pages.Reader.ReadAllAsync()) Console.WriteLine(page);")]
    [InlineData("try { await pages.Writer.WriteAsync(1); pages.Writer.Complete(); } catch (Exception problem) { pages.Writer.Complete(problem); }")]
    [InlineData("pages.Writer.Complete(); try { await pages.Writer.WriteAsync(1); } catch (ChannelClosedException) { Console.WriteLine(\"closed\"); }")]
    [InlineData("pages.Writer.Complete(); pages = Channel.CreateUnbounded<int>(); await pages.Writer.WriteAsync(1);")]
    [InlineData("var other = Channel.CreateUnbounded<int>(); pages.Writer.Complete(); await other.Writer.WriteAsync(1); other.Writer.Complete();")]
    [InlineData("foreach (var one in new[] { pages, Channel.CreateUnbounded<int>() }) { await one.Writer.WriteAsync(1); one.Writer.Complete(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { var one = Channel.CreateUnbounded<int>(); await one.Writer.WriteAsync(1); one.Writer.Complete(); }")]
    [InlineData("Action late = () => pages.Writer.TryWrite(1); pages.Writer.Complete(); late();")]
    [InlineData("Action end = () => pages.Writer.Complete(); await pages.Writer.WriteAsync(1); end();")]
    public Task Accepts_a_channel(string code) => Accepts($$"""
        var pages = Channel.CreateUnbounded<int>();
        {{code}}
        """, Helpers);

    [Theory]
    [InlineData("pages.CompleteAdding(); pages.CompleteAdding();")]
    [InlineData("pages.Add(1); pages.CompleteAdding(); foreach (var page in pages.GetConsumingEnumerable()) Console.WriteLine(page);")]
    public Task Accepts_a_collection(string code) => Accepts($$"""
        var pages = new BlockingCollection<int>();
        {{code}}
        """);

    [Fact]
    public Task Flags_channels_of_anybody() => FlagsProgram("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            private readonly Channel<int> pages = Channel.CreateUnbounded<int>();
            private Channel<int> others = Channel.CreateUnbounded<int>();

            void Field()
            {
                pages.Writer.Complete();
                [|pages.Writer.TryWrite|](1);
            }

            void Replaced()
            {
                others.Writer.Complete();
                others = Channel.CreateUnbounded<int>();
                others.Writer.TryWrite(1);
            }

            void ReplacedByAMethod()
            {
                others.Writer.Complete();
                Renew();
                others.Writer.TryWrite(1);
            }

            private void Renew() => others = Channel.CreateUnbounded<int>();

            async Task Parameter(ChannelWriter<int> writer)
            {
                writer.Complete();
                await [|writer.WriteAsync|](1);
            }

            async Task Block(ITargetBlock<int> block, ActionBlock<int> other)
            {
                block.Complete();
                [|block.Post|](1);
                await [|block.SendAsync|](2);
                Console.WriteLine(await block.SendAsync(3));
                other.Complete();
                other.Complete();
            }
        }
        """);

    [Fact]
    public Task Says_what_happens() => Says("""
        class C
        {
            async Task M(ChannelWriter<int> writer, Channel<int> pages)
            {
                writer.Complete();
                await writer.WriteAsync(1);
                pages.Writer.Complete();
                pages.Writer.TryWrite(1);
            }
        }
        """, "'writer' is complete already when 'WriteAsync' is called, so it throws", "'pages' is complete already when 'TryWrite' is called, so the message is lost");

    [Fact]
    public Task Points_at_the_completion() => PointsAt("""
        class C
        {
            async Task M(ChannelWriter<int> writer)
            {
                writer.Complete();
                await writer.WriteAsync(1);
            }
        }
        """, 5);

    [Fact]
    public Task Moves_the_completion_behind_the_last_message() => Fixes("""
        class C
        {
            async Task M(ChannelWriter<int> writer)
            {
                await writer.WriteAsync(1);
                // Nothing more.
                writer.Complete(); // done
                await [|writer.WriteAsync|](2);
                await [|writer.WriteAsync|](3); // the last
                Console.WriteLine("written");
            }
        }
        """, """
        class C
        {
            async Task M(ChannelWriter<int> writer)
            {
                await writer.WriteAsync(1);
                await writer.WriteAsync(2);
                await writer.WriteAsync(3); // the last
                // Nothing more.
                writer.Complete(); // done
                Console.WriteLine("written");
            }
        }
        """);

    [Fact]
    public Task Moves_the_completion_among_top_level_statements() => Fixes("""
        var pages = new BlockingCollection<string>();
        pages.Add("title");
        // Nothing more.
        pages.CompleteAdding();
        [|pages.Add|]("imprint");

        foreach (var page in pages.GetConsumingEnumerable())
            Console.WriteLine(page);
        """, """
        var pages = new BlockingCollection<string>();
        pages.Add("title");
        pages.Add("imprint");
        // Nothing more.
        pages.CompleteAdding();

        foreach (var page in pages.GetConsumingEnumerable())
            Console.WriteLine(page);
        """);

    [Fact]
    public Task Moves_the_completion_behind_the_loop() => Fixes("""
        class C
        {
            void M(BlockingCollection<string> pages, string[] files) => Run(() =>
            {
                foreach (var file in files)
                {
                    [|pages.Add|](File.ReadAllText(file));
                    pages.CompleteAdding(); // nothing more
                }
            });

            static void Run(Action run) => run();
        }
        """.ReplaceLineEndings("\r\n"), """
        class C
        {
            void M(BlockingCollection<string> pages, string[] files) => Run(() =>
            {
                foreach (var file in files)
                {
                    pages.Add(File.ReadAllText(file));
                }
                pages.CompleteAdding(); // nothing more
            });

            static void Run(Action run) => run();
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Tries_to_complete_the_second_time() => Fixes("""
        class C
        {
            async Task M(ChannelWriter<int> writer)
            {
                try
                {
                    await writer.WriteAsync(1);
                    writer.Complete();
                }
                finally
                {
                    [|writer.Complete|](/* anyway */);
                }
            }
        }
        """, """
        class C
        {
            async Task M(ChannelWriter<int> writer)
            {
                try
                {
                    await writer.WriteAsync(1);
                    writer.Complete();
                }
                finally
                {
                    writer.TryComplete(/* anyway */);
                }
            }
        }
        """);

    [Theory]
    [InlineData("writer.Complete(); await printing; await [|writer.WriteAsync|](1);")]
    [InlineData("writer.Complete(); if (printing.IsCompleted) await [|writer.WriteAsync|](1);")]
    [InlineData("foreach (var page in new[] { 1, 2 }) { if (page > 1) continue; await [|writer.WriteAsync|](page); writer.Complete(); }")]
    [InlineData("foreach (var page in new[] { 1, 2 }) { await [|writer.WriteAsync|](page); writer.Complete(); await printing; }")]
    public Task Offers_nothing_where_the_order_is_the_authors(string code) => FlagsWithoutFix($$"""
        class C
        {
            async Task M(ChannelWriter<int> writer, Task printing)
            {
                {{code}}
            }
        }
        """);

    [Theory]
    [InlineData("writer.Complete(; writer.TryWrite(1); writer.")]
    [InlineData("writer.Complete(); await writer.WriteAsync(")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ async Task M(ChannelWriter<int> writer) {{ {body} }} }}")), [new WriteAfterCompletion()]);

    private const string Sender = """
        sealed class Sender
        {
            private readonly ChannelWriter<string> writer;
            private readonly ChannelReader<string> reader;
            private readonly Task sending;

            public Sender()
            {
                var lines = Channel.CreateBounded<string>(16);
                writer = lines.Writer;
                reader = lines.Reader;
                sending = Task.Run(Send);
            }

            public ValueTask Add(string line) => writer.WriteAsync(line);

            public async Task Close()
            {
                CLOSE
            }

            private async Task Send()
            {
                try
                {
                    await foreach (var line in reader.ReadAllAsync())
                        File.AppendAllText("log", line);
                }
                catch (IOException problem)
                {
                    FAIL
                }
            }
        }
        """;

    [Theory]
    [InlineData("[|writer.Complete|](); await sending;", "writer.TryComplete(problem);")]
    [InlineData("[|writer.Complete|](); await sending;", "writer.Complete(problem);")]
    [InlineData("try { [|writer.Complete|](); await sending; } catch { Console.WriteLine(\"closed\"); }", "writer.TryComplete(problem);")]
    public Task Flags_a_completion_that_a_failure_may_come_before(string close, string fail) => FlagsProgram(Sender.Replace("CLOSE", close).Replace("FAIL", fail));

    [Theory]
    [InlineData("writer.TryComplete(); await sending;", "writer.TryComplete(problem);")]
    [InlineData("writer.Complete(); await sending;", "Console.WriteLine(problem);")]
    [InlineData("try { writer.Complete(); } catch (ChannelClosedException) { Console.WriteLine(\"closed\"); } await sending;", "writer.TryComplete(problem);")]
    public Task Accepts_a_completion_that_reckons_with_failures(string close, string fail) => AcceptsProgram(Sender.Replace("CLOSE", close).Replace("FAIL", fail));

    [Fact]
    public Task Tries_to_complete() => Fixes(
        Sender.Replace("CLOSE", "[|writer.Complete|](); // no more").Replace("FAIL", "writer.TryComplete(problem);"),
        Sender.Replace("CLOSE", "writer.TryComplete(); // no more").Replace("FAIL", "writer.TryComplete(problem);"));
}
