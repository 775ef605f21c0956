using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class ChannelNeverCompletedTests : RuleTests<ChannelNeverCompleted>
{
    [Theory]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync()) Console.WriteLine(page);")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync().ConfigureAwait(false)) { if (page > 3) continue; Console.WriteLine(page); }")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync(CancellationToken.None)) { foreach (var part in new[] { page }) { if (part > 1) break; } }")]
    [InlineData("while (await pages.Reader.WaitToReadAsync()) while (pages.Reader.TryRead(out var page)) Console.WriteLine(page);")]
    [InlineData("var reader = pages.Reader; while (await reader.WaitToReadAsync().ConfigureAwait(false)) { reader.TryRead(out var page); Console.WriteLine(page); }")]
    [InlineData("await pages.Reader.Completion; Console.WriteLine(pages.Reader.Count);")]
    [InlineData("var printer = Print(pages.Reader); await printer;")]
    [InlineData("var printer = Task.Run(async () => { await foreach (var page in pages.Reader.ReadAllAsync()) Console.WriteLine(page); }); await printer;")]
    public Task Flags_a_channel_that_is_read_to_its_end(string read) => Flags($$"""
        var pages = [|Channel.CreateUnbounded<int>|]();
        for (var number = 0; number < 3; number++)
            await pages.Writer.WriteAsync(number);
        {{read}}
        """, "public static async Task Print(ChannelReader<int> pages) { await foreach (var page in pages.ReadAllAsync()) Console.WriteLine(page); }");

    [Theory]
    [InlineData("foreach (var page in pages.GetConsumingEnumerable()) Console.WriteLine(page);")]
    [InlineData("while (!pages.IsCompleted) { var page = pages.Take(); Console.WriteLine(page); }")]
    [InlineData("var printer = new Thread(() => { foreach (var page in pages.GetConsumingEnumerable()) Console.WriteLine(page); }); printer.Start(); printer.Join();")]
    [InlineData("Parallel.ForEach(pages.GetConsumingEnumerable(), page => Console.WriteLine(page));")]
    public Task Flags_a_collection_that_is_read_to_its_end(string read) => Flags($$"""
        var pages = [|new BlockingCollection<int>|](10);
        Task.Run(() => { for (var number = 0; number < 3; number++) pages.Add(number); });
        {{read}}
        """);

    [Fact]
    public Task Flags_a_block_whose_end_is_awaited() => FlagsProgram("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M()
            {
                var printer = [|new ActionBlock<int>|](page => Console.WriteLine(page));
                printer.Post(1);
                await printer.Completion;
            }

            async Task Whole()
            {
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                printer.Post(1);
                printer.Complete();
                await printer.Completion;
            }

            async Task Linked()
            {
                var pages = new BufferBlock<int>();
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                pages.LinkTo(printer, new DataflowLinkOptions { PropagateCompletion = true });
                printer.Post(2);
                pages.Complete();
                await printer.Completion;
            }
        }
        """);

    [Theory]
    [InlineData("pages.Writer.Complete();")]
    [InlineData("pages.Writer.TryComplete();")]
    [InlineData("Finish(pages.Writer);")]
    [InlineData("Action end = () => pages.Writer.Complete(); end();")]
    [InlineData("Action end = pages.Writer.Complete0; end(); // by its name")]
    [InlineData("Keep(pages.Writer);")]
    [InlineData("writers.Add(pages.Writer);")]
    [InlineData("object other = pages; Console.WriteLine(other);")]
    public Task Accepts_a_channel_that_is_completed_or_escapes(string end) => Accepts($$"""
        var pages = Channel.CreateUnbounded<int>();
        pages.Writer.TryWrite(1);
        {{end}}
        await foreach (var page in pages.Reader.ReadAllAsync())
            Console.WriteLine(page);
        """, "public static void Finish(ChannelWriter<int> to) { to.TryWrite(2); to.Complete(); } public static List<object> writers = new(); public static void Keep(object o) { writers.Add(o); } public static void Complete0(this ChannelWriter<int> to) => to.Complete();");

    [Theory]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync(stop)) Console.WriteLine(page);")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync().WithCancellation(stop)) Console.WriteLine(page);")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync()) { if (page == 3) break; Console.WriteLine(page); }")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync()) { if (page == 3) throw new InvalidOperationException(); Console.WriteLine(page); }")]
    [InlineData("await foreach (var page in pages.Reader.ReadAllAsync()) { stop.ThrowIfCancellationRequested(); Console.WriteLine(page); }")]
    [InlineData("while (await pages.Reader.WaitToReadAsync(stop)) { pages.Reader.TryRead(out var page); Console.WriteLine(page); }")]
    [InlineData("while (!stop.IsCancellationRequested && await pages.Reader.WaitToReadAsync()) { pages.Reader.TryRead(out var page); Console.WriteLine(page); }")]
    [InlineData("if (await pages.Reader.WaitToReadAsync()) Console.WriteLine(pages.Reader.Count);")]
    [InlineData("for (var i = 0; i < 3; i++) Console.WriteLine(await pages.Reader.ReadAsync());")]
    [InlineData("while (pages.Reader.TryRead(out var page)) Console.WriteLine(page);")]
    [InlineData("var end = pages.Reader.Completion; Console.WriteLine(end.IsCompleted);")]
    [InlineData("await Task.WhenAny(pages.Reader.Completion, Task.Delay(100));")]
    public Task Accepts_a_reader_that_something_else_ends(string read) => Accepts($$"""
        var pages = Channel.CreateUnbounded<int>();
        pages.Writer.TryWrite(1);
        {{read}}
        """, "public static CancellationToken stop;");

    [Theory]
    [InlineData("_ = Task.Run(async () => { while (true) { await pages.Writer.WriteAsync(1); await Task.Delay(100); } });")]
    [InlineData("var timer = new Timer(_ => pages.Writer.TryWrite(1), null, 0, 100); timers.Add(timer);")]
    [InlineData("Console.CancelKeyPress += (sender, e) => pages.Writer.TryWrite(1);")]
    [InlineData("Subscribe(() => pages.Writer.TryWrite(1));")]
    [InlineData("Func<int, bool> send = pages.Writer.TryWrite; Subscribe(() => send(1));")]
    [InlineData("")]
    public Task Accepts_producers_that_never_end(string produce) => Accepts($$"""
        var pages = Channel.CreateUnbounded<int>();
        {{produce}}
        await foreach (var page in pages.Reader.ReadAllAsync())
            Console.WriteLine(page);
        """, "public static List<object> timers = new(); public static void Subscribe(Action run) => timers.Add(run);");

    [Fact]
    public Task Flags_the_channel_of_a_type_that_stops() => FlagsProgram("""
        class Printer : IAsyncDisposable
        {
            private readonly Channel<string> pages = [|Channel.CreateUnbounded<string>|]();
            private readonly Task printing;

            public Printer() => printing = Task.Run(Print);

            public void Add(string page) => pages.Writer.TryWrite(page);

            public async ValueTask DisposeAsync() => await printing;

            private async Task Print()
            {
                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }

        class Completing : IAsyncDisposable
        {
            private readonly Channel<string> pages = Channel.CreateUnbounded<string>();
            private readonly Task printing;

            public Completing() => printing = Task.Run(Print);

            public void Add(string page) => pages.Writer.TryWrite(page);

            public async ValueTask DisposeAsync()
            {
                pages.Writer.Complete();
                await printing;
            }

            private async Task Print()
            {
                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }

        class Endless
        {
            private static readonly BlockingCollection<string> Pages = new();

            static Endless() => new Thread(Print) { IsBackground = true }.Start();

            public static void Add(string page) => Pages.Add(page);

            private static void Print()
            {
                foreach (var page in Pages.GetConsumingEnumerable())
                    Console.WriteLine(page);
            }
        }

        class Open : IDisposable
        {
            private readonly Channel<string> pages = Channel.CreateUnbounded<string>();

            public ChannelWriter<string> Writer => pages.Writer;

            public void Dispose() => Console.WriteLine("disposed");

            public async Task Print()
            {
                pages.Writer.TryWrite("title");
                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }
        """);

    [Fact]
    public Task Flags_the_channel_of_a_program() => FlagsProgram("""
        static class Program
        {
            private static readonly BlockingCollection<string> Lines = [|new|](100);

            static void Main()
            {
                var printer = new Thread(Print);
                printer.Start();
                Read();
                printer.Join();
            }

            private static void Read()
            {
                foreach (var line in File.ReadLines("input.txt"))
                    Lines.Add(line);
            }

            private static void Print()
            {
                foreach (var line in Lines.GetConsumingEnumerable())
                    Console.WriteLine(line);
            }
        }
        """);

    [Fact]
    public Task Says_what_waits() => Says("""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            async Task M()
            {
                var pages = Channel.CreateUnbounded<int>();
                pages.Writer.TryWrite(1);
                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
                var lines = new BlockingCollection<int> { 1 };
                lines.Add(2);
                foreach (var line in lines.GetConsumingEnumerable())
                    Console.WriteLine(line);
                var printer = new ActionBlock<int>(page => Console.WriteLine(page));
                await printer.SendAsync(1);
                await printer.Completion;
            }
        }
        """, "Channel 'pages' is never completed, so the loop over it never ends", "Collection 'lines' is never completed, so the loop over it never ends", "Block 'printer' is never completed, so the wait for its end never ends");

    [Fact]
    public Task Points_at_the_loop() => PointsAt("""
        class C
        {
            async Task M()
            {
                var pages = Channel.CreateUnbounded<int>();
                pages.Writer.TryWrite(1);
                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
            }
        }
        """, 7);

    [Theory]
    [InlineData("var pages = Channel.CreateUnbounded<int>(; pages.Writer.TryWrite(1); await foreach (var page in pages.Reader.)")]
    [InlineData("Channel<> pages = Channel.CreateUnbounded(); pages.Writer.TryWrite(1); await foreach (var page in pages.Reader.ReadAllAsync())")]
    [InlineData("var pages = new BlockingCollection<Missing>(); pages.Add(); foreach (var page in pages.GetConsumingEnumerable(")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ async Task M() {{ {body} }} }}")), [new ChannelNeverCompleted()]);

    [Fact]
    public Task Completes_in_the_body_that_sends() => Fixes("""
        class C
        {
            async Task M(string[] files)
            {
                var pages = [|Channel.CreateBounded<string>|](10);

                // Read beside the printer.
                var reader = Task.Run(async () =>
                {
                    // Each file.
                    foreach (var file in files)
                        await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file)); // one page
                });

                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
                await reader;
            }
        }
        """, """
        class C
        {
            async Task M(string[] files)
            {
                var pages = Channel.CreateBounded<string>(10);

                // Read beside the printer.
                var reader = Task.Run(async () =>
                {
                    try
                    {
                        // Each file.
                        foreach (var file in files)
                            await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file)); // one page
                    }
                    finally
                    {
                        pages.Writer.Complete();
                    }
                });

                await foreach (var page in pages.Reader.ReadAllAsync())
                    Console.WriteLine(page);
                await reader;
            }
        }
        """);

    [Fact]
    public Task Completes_behind_the_handlers_of_the_body() => Fixes("""
        class C
        {
            void M(string[] files)
            {
                var pages = [|new BlockingCollection<string>|]();
                var reader = new Thread(() =>
                {
                    try
                    {
                        foreach (var file in files)
                            pages.Add(File.ReadAllText(file));
                    }
                    catch (IOException problem)
                    {
                        Console.WriteLine(problem.Message);
                    }
                });
                reader.Start();
                foreach (var page in pages.GetConsumingEnumerable())
                    Console.WriteLine(page);
                reader.Join();
            }
        }
        """, """
        class C
        {
            void M(string[] files)
            {
                var pages = new BlockingCollection<string>();
                var reader = new Thread(() =>
                {
                    try
                    {
                        foreach (var file in files)
                            pages.Add(File.ReadAllText(file));
                    }
                    catch (IOException problem)
                    {
                        Console.WriteLine(problem.Message);
                    }
                    finally
                    {
                        pages.CompleteAdding();
                    }
                });
                reader.Start();
                foreach (var page in pages.GetConsumingEnumerable())
                    Console.WriteLine(page);
                reader.Join();
            }
        }
        """);

    [Fact]
    public Task Completes_in_the_method_that_is_handed_the_writer() => Fixes("""
        class C
        {
            async Task M(int count)
            {
                var numbers = [|Channel.CreateUnbounded<int>|]();
                var counting = Count(numbers.Writer, count);
                await foreach (var number in numbers.Reader.ReadAllAsync())
                    Console.WriteLine(number);
                await counting;
            }

            private static async Task Count(ChannelWriter<int> to, int count)
            {
                for (var number = 0; number < count; number++)
                {
                    await Task.Delay(1);
                    await to.WriteAsync(number);
                }
            }
        }
        """, """
        class C
        {
            async Task M(int count)
            {
                var numbers = Channel.CreateUnbounded<int>();
                var counting = Count(numbers.Writer, count);
                await foreach (var number in numbers.Reader.ReadAllAsync())
                    Console.WriteLine(number);
                await counting;
            }

            private static async Task Count(ChannelWriter<int> to, int count)
            {
                try
                {
                    for (var number = 0; number < count; number++)
                    {
                        await Task.Delay(1);
                        await to.WriteAsync(number);
                    }
                }
                finally
                {
                    to.Complete();
                }
            }
        }
        """);

    [Fact]
    public Task Completes_behind_the_wait_for_all_producers() => Fixes("""
        class C
        {
            async Task M(string[] files)
            {
                var pages = [|Channel.CreateUnbounded<string>|]();
                var printer = Task.Run(async () =>
                {
                    await foreach (var page in pages.Reader.ReadAllAsync())
                        Console.WriteLine(page);
                });

                var readers = new List<Task>();
                foreach (var file in files)
                    readers.Add(Task.Run(async () => await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file))));

                // All pages are there.
                await Task.WhenAll(readers);
                await printer;
            }
        }
        """, """
        class C
        {
            async Task M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                var printer = Task.Run(async () =>
                {
                    await foreach (var page in pages.Reader.ReadAllAsync())
                        Console.WriteLine(page);
                });

                var readers = new List<Task>();
                foreach (var file in files)
                    readers.Add(Task.Run(async () => await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file))));

                try
                {
                    // All pages are there.
                    await Task.WhenAll(readers);
                }
                finally
                {
                    pages.Writer.Complete();
                }
                await printer;
            }
        }
        """);

    [Fact]
    public Task Completes_behind_what_the_maker_sends() => Fixes("""
        class C
        {
            void M(string[] files)
            {
                using var pages = [|new BlockingCollection<string>|](10);
                var printer = Task.Run(() =>
                {
                    foreach (var page in pages.GetConsumingEnumerable())
                        Console.WriteLine(page);
                });

                pages.Add("title");
                foreach (var file in files)
                    pages.Add(File.ReadAllText(file));

                printer.Wait();
            }
        }
        """, """
        class C
        {
            void M(string[] files)
            {
                using var pages = new BlockingCollection<string>(10);
                var printer = Task.Run(() =>
                {
                    foreach (var page in pages.GetConsumingEnumerable())
                        Console.WriteLine(page);
                });

                try
                {
                    pages.Add("title");
                    foreach (var file in files)
                        pages.Add(File.ReadAllText(file));
                }
                finally
                {
                    pages.CompleteAdding();
                }

                printer.Wait();
            }
        }
        """);

    [Fact]
    public Task Completes_among_top_level_statements_and_keeps_line_ends() => Fixes("""
        var pages = [|Channel.CreateUnbounded<int>|]();
        var printer = Task.Run(async () =>
        {
            await foreach (var page in pages.Reader.ReadAllAsync())
                Console.WriteLine(page);
        });

        for (var page = 0; page < 3; page++)
            await pages.Writer.WriteAsync(page);

        await printer;
        """.ReplaceLineEndings("\r\n"), """
        var pages = Channel.CreateUnbounded<int>();
        var printer = Task.Run(async () =>
        {
            await foreach (var page in pages.Reader.ReadAllAsync())
                Console.WriteLine(page);
        });

        try
        {
            for (var page = 0; page < 3; page++)
                await pages.Writer.WriteAsync(page);
        }
        finally
        {
            pages.Writer.Complete();
        }

        await printer;
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("var one = Task.Run(() => pages.Writer.TryWrite(1)); var two = Task.Run(() => { pages.Writer.TryWrite(2); }); await one; await two;")]
    [InlineData("foreach (var page in new[] { 1, 2 }) _ = Task.Run(() => { pages.Writer.TryWrite(page); });")]
    [InlineData("var first = 1; pages.Writer.TryWrite(first); var second = 2; pages.Writer.TryWrite(second); Console.WriteLine(second);")]
    [InlineData("var one = Task.Run(() => pages.Writer.TryWrite(1)); await Task.WhenAll(one, printer);")]
    public Task Offers_nothing_where_the_last_send_is_not_known(string produce) => FlagsWithoutFix($$"""
        class C
        {
            async Task M()
            {
                var pages = [|Channel.CreateUnbounded<int>|]();
                var printer = Task.Run(async () =>
                {
                    await foreach (var page in pages.Reader.ReadAllAsync())
                        Console.WriteLine(page);
                });
                {{produce}}
                await printer;
            }
        }
        """);

    [Fact]
    public Task Offers_nothing_for_a_type_that_others_send_to() => FlagsWithoutFix("""
        class Printer : IDisposable
        {
            private readonly BlockingCollection<string> pages = [|new|]();
            private readonly Thread printing;

            public Printer()
            {
                printing = new Thread(Print);
                printing.Start();
            }

            public void Add(string page) => pages.Add(page);

            public void Dispose() => printing.Join();

            private void Print()
            {
                foreach (var page in pages.GetConsumingEnumerable())
                    Console.WriteLine(page);
            }
        }
        """);
}
