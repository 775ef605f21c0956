using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class PipelineCompletionUnobservedTests : RuleTests<PipelineCompletionUnobserved>
{
    [Theory]
    [InlineData("pages.[|LinkTo|](printer);")]
    [InlineData("pages.[|LinkTo|](printer, page => page > 0);")]
    [InlineData("pages.[|LinkTo|](printer, new DataflowLinkOptions { MaxMessages = 10 });")]
    [InlineData("pages.[|LinkTo|](printer, new DataflowLinkOptions { PropagateCompletion = false });")]
    [InlineData("pages.[|LinkTo|](printer); more.[|LinkTo|](printer);")]
    public Task Flags_a_link_that_does_not_pass_the_end_on(string link) => FlagsProgram(Pipeline(link.Replace("pages.[|LinkTo|]", "[|pages.LinkTo|]").Replace("more.[|LinkTo|]", "[|more.LinkTo|]"), "await printer.Completion;"));

    [Theory]
    [InlineData("pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true });", "await printer.Completion;")]
    [InlineData("var options = new DataflowLinkOptions { PropagateCompletion = true }; pages.LinkTo(printer, options);", "await printer.Completion;")]
    [InlineData("var options = new DataflowLinkOptions(); options.PropagateCompletion = true; pages.LinkTo(printer, options);", "await printer.Completion;")]
    [InlineData("pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true }); more.LinkTo(printer);", "await printer.Completion;")]
    [InlineData("pages.LinkTo(printer);", "await pages.Completion; printer.Complete(); await printer.Completion;")]
    [InlineData("pages.LinkTo(printer); _ = pages.Completion.ContinueWith(_ => printer.Complete());", "await printer.Completion;")]
    [InlineData("pages.LinkTo(printer);", "await pages.Completion;")]
    [InlineData("pages.LinkTo(printer); Keep(printer);", "await printer.Completion;")]
    public Task Accepts_a_link_that_does_or_need_not(string link, string wait) => AcceptsProgram(Pipeline(link, wait));

    private static string Pipeline(string link, string wait) => $$"""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M()
            {
                var pages = new BufferBlock<int>();
                var more = new BufferBlock<int>();
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                {{link}}
                pages.Post(1);
                pages.Complete();
                {{wait}}
            }

            static void Keep(object o) => Console.WriteLine(o);
        }
        """;

    [Fact]
    public Task Flags_a_last_block_that_nobody_waits_for() => FlagsProgram("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            void Dropped(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(File.ReadAllText(file)));
                foreach (var file in files)
                    printer.Post(file);
                [|printer.Complete|]();
            }

            void Waiting(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(File.ReadAllText(file)));
                foreach (var file in files)
                    printer.Post(file);
                printer.Complete();
                printer.Completion.Wait();
            }

            Task Handing(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(File.ReadAllText(file)));
                foreach (var file in files)
                    printer.Post(file);
                printer.Complete();
                return printer.Completion;
            }

            void Counting(string[] files)
            {
                using var left = new CountdownEvent(files.Length);
                var printer = new ActionBlock<string>(file => { Console.WriteLine(File.ReadAllText(file)); left.Signal(); });
                foreach (var file in files)
                    printer.Post(file);
                printer.Complete();
                left.Wait();
            }

            void Passing(string[] files)
            {
                var read = new TransformBlock<string, string>(File.ReadAllText);
                var printer = new ActionBlock<string>(Console.WriteLine);
                read.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true });
                foreach (var file in files)
                    read.Post(file);
                read.Complete();
                printer.Completion.Wait();
            }
        }
        """);

    [Theory]
    [InlineData("_ = [|Print|](pages.Reader);", "")]
    [InlineData("_ = [|Task.Run|](async () => { await foreach (var page in pages.Reader.ReadAllAsync()) Console.WriteLine(page); });", "")]
    [InlineData("_ = [|Task.Run|](() => Print(pages.Reader));", "Console.WriteLine();")]
    public Task Flags_a_reader_whose_task_is_thrown_away(string read, string then) => Flags($$"""
        var pages = Channel.CreateUnbounded<int>();
        {{read}}
        pages.Writer.TryWrite(1);
        pages.Writer.Complete();
        {{then}}
        """, "public static async Task Print(ChannelReader<int> pages) { await foreach (var page in pages.ReadAllAsync()) Console.WriteLine(page); }");

    [Theory]
    [InlineData("var printing = Print(pages.Reader);", "pages.Writer.Complete(); printing.Wait();")]
    [InlineData("_ = Print(pages.Reader);", "pages.Writer.Complete(); pages.Reader.Completion.Wait();")]
    [InlineData("_ = Print(pages.Reader);", "")]
    [InlineData("_ = Print(pages.Reader);", "Task.Run(() => pages.Writer.Complete());")]
    [InlineData("var done = new ManualResetEventSlim(); _ = Task.Run(async () => { await Print(pages.Reader); done.Set(); });", "pages.Writer.Complete(); done.Wait();")]
    [InlineData("_ = Keep(pages);", "pages.Writer.Complete();")]
    public Task Accepts_a_reader_that_somebody_waits_for(string read, string then) => Accepts($$"""
        var pages = Channel.CreateUnbounded<int>();
        {{read}}
        pages.Writer.TryWrite(1);
        {{then}}
        """, "public static async Task Print(ChannelReader<int> pages) { await foreach (var page in pages.ReadAllAsync()) Console.WriteLine(page); } public static object Keep(object o) => o;");

    [Fact]
    public Task Says_what_is_missing() => Says("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M()
            {
                var pages = new BufferBlock<int>();
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                pages.LinkTo(printer);
                pages.Post(1);
                pages.Complete();
                await printer.Completion;
            }

            void Last()
            {
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                printer.Post(1);
                printer.Complete();
            }

            void Reader()
            {
                var pages = Channel.CreateUnbounded<int>();
                _ = Task.Run(async () => { await foreach (var page in pages.Reader.ReadAllAsync()) Console.WriteLine(page); });
                pages.Writer.TryWrite(1);
                pages.Writer.Complete();
            }
        }
        """, "'printer' is awaited to its end, but this link does not pass the end on", "'printer' is completed, but nobody waits until its work is done", "'pages' is completed, but nobody waits for the task that reads it");

    [Theory]
    [InlineData("[|pages.LinkTo|](printer);", "pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true });")]
    [InlineData("[|pages.LinkTo|](printer, page => page > 0); // all but the title", "pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true }, page => page > 0); // all but the title")]
    [InlineData("[|pages.LinkTo|](printer, new DataflowLinkOptions { MaxMessages = 10 });", "pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true, MaxMessages = 10 });")]
    [InlineData("[|pages.LinkTo|](printer, new DataflowLinkOptions { PropagateCompletion = false });", "pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true });")]
    public Task Passes_the_end_on(string before, string after) => Fixes(Pipeline(before, "await printer.Completion;"), Pipeline(after, "await printer.Completion;"));

    [Fact]
    public Task Awaits_the_last_block() => Fixes("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(file));
                foreach (var file in files)
                    await printer.SendAsync(file);
                [|printer.Complete|](); // all is sent
            }
        }
        """, """
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(file));
                foreach (var file in files)
                    await printer.SendAsync(file);
                printer.Complete(); // all is sent
                await printer.Completion;
            }
        }
        """);

    [Fact]
    public Task Keeps_the_reader_and_awaits_it() => Fixes("""
        class C
        {
            async Task M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                // Beside the reader.
                _ = [|Print|](pages.Reader);
                foreach (var file in files)
                    await pages.Writer.WriteAsync(file);
                pages.Writer.Complete();
            }

            static async Task Print(ChannelReader<string> pages)
            {
                await foreach (var page in pages.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class C
        {
            async Task M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                // Beside the reader.
                var reading = Print(pages.Reader);
                foreach (var file in files)
                    await pages.Writer.WriteAsync(file);
                pages.Writer.Complete();
                await reading;
            }

            static async Task Print(ChannelReader<string> pages)
            {
                await foreach (var page in pages.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Offers_nothing_where_nobody_may_await() => FlagsWithoutFix("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            void M(string[] files)
            {
                var printer = new ActionBlock<string>(file => Console.WriteLine(file));
                printer.Post(files[0]);
                [|printer.Complete|]();
            }
        }
        """);

    [Theory]
    [InlineData("var printer = new ActionBlock<string>(file => ); printer.Post(; printer.Complete();")]
    [InlineData("var pages = new BufferBlock<int>(); var printer = new ActionBlock<int>(); pages.LinkTo(printer, new ); await printer.Completion;")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"using System.Threading.Tasks.Dataflow; class C {{ async Task M() {{ {body} }} }}")), [new PipelineCompletionUnobserved()]);
}
