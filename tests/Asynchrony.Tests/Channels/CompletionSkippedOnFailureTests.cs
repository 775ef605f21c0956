using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class CompletionSkippedOnFailureTests : RuleTests<CompletionSkippedOnFailure>
{
    private const string Helpers = "public static async Task Print(ChannelReader<string> from) { await foreach (var page in from.ReadAllAsync()) Console.WriteLine(page); } public static string Load(int page) => File.ReadAllText($\"{page}.txt\"); public static Task<string> LoadAsync(int page) => File.ReadAllTextAsync($\"{page}.txt\");";

    [Theory]
    [InlineData("var reading = Task.Run(async () => { for (var page = 0; page < 3; page++) await pages.Writer.WriteAsync(await LoadAsync(page)); [|pages.Writer.Complete|](); });")]
    [InlineData("var reading = Task.Run(() => { for (var page = 0; page < 3; page++) pages.Writer.TryWrite(Load(page)); [|pages.Writer.TryComplete|](); });")]
    [InlineData("var reading = Read(pages.Writer); async Task Read(ChannelWriter<string> to) { for (var page = 0; page < 3; page++) await to.WriteAsync(await LoadAsync(page)); [|to.Complete|](); }")]
    [InlineData("var reading = Task.Run(() => { try { for (var page = 0; page < 3; page++) pages.Writer.TryWrite(Load(page)); [|pages.Writer.Complete|](); } catch (IOException) { Console.WriteLine(\"failed\"); } });")]
    [InlineData("var reading = Task.Run(() => { pages.Writer.TryWrite(\"title\"); if (File.Exists(\"1.txt\")) throw new IOException(); [|pages.Writer.Complete|](); });")]
    public Task Flags_a_producer_that_may_fail(string produce) => Flags($$"""
        var pages = Channel.CreateUnbounded<string>();
        {{produce}}
        Print(pages.Reader).Wait();
        reading.Wait();
        """, Helpers);

    [Theory]
    [InlineData("var reading = Task.Run(async () => { for (var page = 0; page < 3; page++) { await Task.Delay(1); await pages.Writer.WriteAsync(page.ToString()); } pages.Writer.Complete(); });")]
    [InlineData("var reading = Task.Run(() => { try { pages.Writer.TryWrite(Load(1)); } finally { pages.Writer.Complete(); } });")]
    [InlineData("var reading = Task.Run(() => { try { pages.Writer.TryWrite(Load(1)); pages.Writer.Complete(); } catch (Exception problem) { pages.Writer.Complete(problem); } });")]
    [InlineData("var reading = Task.Run(() => { try { pages.Writer.TryWrite(Load(1)); } catch (Exception problem) { Console.WriteLine(problem); } pages.Writer.Complete(); });")]
    [InlineData("var reading = Task.Run(() => { pages.Writer.TryWrite(\"title\"); pages.Writer.Complete(); Console.WriteLine(Load(1)); });")]
    [InlineData("var reading = Task.Run(() => { pages.Writer.TryWrite(Load(1)); pages.Writer.Complete(); }); reading.ContinueWith(done => pages.Writer.TryComplete(done.Exception));")]
    [InlineData("var reading = new Task(() => { }); new Thread(() => { pages.Writer.TryWrite(Load(1)); pages.Writer.Complete(); }).Start();")]
    [InlineData("var reading = Task.Run(() => { pages.Writer.TryWrite(Load(1)); pages.Writer.Complete(); }); Keep(pages);")]
    public Task Accepts_a_producer_that_completes_anyway(string produce) => Accepts($$"""
        var pages = Channel.CreateUnbounded<string>();
        {{produce}}
        Print(pages.Reader).Wait();
        reading.Wait();
        """, Helpers + " public static void Keep(object o) => Console.WriteLine(o);");

    [Fact]
    public Task Knows_what_a_primary_constructor_does() => FlagsProgram("""
        record Line(string Text, int Number);

        class Loaded(string name)
        {
            private readonly string text = File.ReadAllText(name);
            public int Length => text.Length;
        }

        class Pages
        {
            public ChannelReader<object> Lines(string[] texts)
            {
                var lines = Channel.CreateUnbounded<object>();
                _ = Task.Run(() =>
                {
                    foreach (var text in texts)
                        lines.Writer.TryWrite(new Line(text, 1));
                    lines.Writer.Complete();
                });
                return lines.Reader;
            }

            public ChannelReader<object> Files(string[] names)
            {
                var files = Channel.CreateUnbounded<object>();
                _ = Task.Run(() =>
                {
                    foreach (var name in names)
                        files.Writer.TryWrite(new Loaded(name));
                    [|files.Writer.Complete|]();
                });
                return files.Reader;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_block_whose_own_work_completes_it() => AcceptsProgram("""
        using System.Threading.Tasks.Dataflow;

        class Crawler
        {
            private readonly ActionBlock<string> folders;

            public Crawler() => folders = new ActionBlock<string>(Visit);

            public async Task Crawl(string root)
            {
                folders.Post(root);
                await folders.Completion;
            }

            private void Visit(string folder)
            {
                foreach (var inner in Directory.GetDirectories(folder))
                    folders.Post(inner);
                if (folders.InputCount == 0)
                    folders.Complete();
            }
        }
        """);

    [Fact]
    public Task Accepts_a_maker_that_reads_itself() => Accepts("""
        var pages = Channel.CreateUnbounded<string>();
        for (var page = 0; page < 3; page++)
            pages.Writer.TryWrite(Load(page));
        pages.Writer.Complete();
        while (pages.Reader.TryRead(out var page))
            Console.WriteLine(page);
        Print(pages.Reader).Wait();
        """, Helpers);

    [Fact]
    public Task Accepts_a_maker_that_fails_before_anybody_reads() => Accepts("""
        var texts = new[] { Load(1), Load(2) };
        var pages = Channel.CreateUnbounded<string>();
        Console.WriteLine(Load(3));
        var printing = Print(pages.Reader);
        foreach (var line in texts)
            pages.Writer.TryWrite(line);
        pages.Writer.Complete();
        printing.Wait();
        """, Helpers);

    [Fact]
    public Task Flags_what_is_handed_out_to_be_read() => FlagsProgram("""
        class Files
        {
            public ChannelReader<string> Read(string[] names)
            {
                var lines = Channel.CreateBounded<string>(10);
                _ = Task.Run(async () =>
                {
                    foreach (var name in names)
                        foreach (var line in await File.ReadAllLinesAsync(name))
                            await lines.Writer.WriteAsync(line);
                    [|lines.Writer.Complete|]();
                });
                return lines.Reader;
            }
        }

        class Importer
        {
            private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

            public async Task Import(string name)
            {
                var storing = Store();
                foreach (var line in await File.ReadAllLinesAsync(name))
                    await lines.Writer.WriteAsync(line);
                [|lines.Writer.Complete|]();
                await storing;
            }

            private async Task Store()
            {
                await foreach (var line in lines.Reader.ReadAllAsync())
                    Console.WriteLine(line);
            }
        }

        static class Program
        {
            static async Task Main()
            {
                var lines = Channel.CreateUnbounded<string>();
                var storing = Store(lines.Reader);
                foreach (var line in await File.ReadAllLinesAsync("input"))
                    await lines.Writer.WriteAsync(line);
                lines.Writer.Complete();
                await storing;
            }

            private static async Task Store(ChannelReader<string> lines)
            {
                await foreach (var line in lines.ReadAllAsync())
                    Console.WriteLine(line);
            }
        }
        """);

    [Fact]
    public Task Says_what_throws() => Says("""
        class C
        {
            ChannelReader<string> M()
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() => { pages.Writer.TryWrite(File.ReadAllText("a")); pages.Writer.Complete(); });
                return pages.Reader;
            }
        }
        """, "'pages' is not completed where 'ReadAllText' throws, and its reader waits forever");

    [Fact]
    public Task Completes_in_a_finally_block() => Fixes("""
        class C
        {
            ChannelReader<string> M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(async () =>
                {
                    var written = 0;
                    // Page by page.
                    foreach (var file in files)
                    {
                        await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file));
                        written++; // one more
                    }

                    // That was all.
                    [|pages.Writer.Complete|](); // done
                    Console.WriteLine(written);
                });
                return pages.Reader;
            }
        }
        """, """
        class C
        {
            ChannelReader<string> M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(async () =>
                {
                    var written = 0;
                    try
                    {
                        // Page by page.
                        foreach (var file in files)
                        {
                            await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file));
                            written++; // one more
                        }
                    }
                    finally
                    {
                        // That was all.
                        pages.Writer.Complete(); // done
                    }
                    Console.WriteLine(written);
                });
                return pages.Reader;
            }
        }
        """);

    [Fact]
    public Task Moves_into_a_finally_block_behind_the_handlers() => Fixes("""
        class C
        {
            ChannelReader<string> M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    try
                    {
                        foreach (var file in files)
                            pages.Writer.TryWrite(File.ReadAllText(file));
                        [|pages.Writer.Complete|]();
                    }
                    catch (IOException problem)
                    {
                        Console.WriteLine(problem.Message);
                    }
                });
                return pages.Reader;
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class C
        {
            ChannelReader<string> M(string[] files)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    try
                    {
                        foreach (var file in files)
                            pages.Writer.TryWrite(File.ReadAllText(file));
                    }
                    catch (IOException problem)
                    {
                        Console.WriteLine(problem.Message);
                    }
                    finally
                    {
                        pages.Writer.Complete();
                    }
                });
                return pages.Reader;
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Completes_several_channels_of_a_file() => Fixes("""
        class C
        {
            // Long enough to move what follows.
            ChannelReader<string> First(string file)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    Console.WriteLine(file);
                    pages.Writer.TryWrite(File.ReadAllText(file));
                    [|pages.Writer.Complete|]();
                });
                return pages.Reader;
            }

            ChannelReader<string> Second(string file)
            {
                var lines = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    Console.WriteLine(file);
                    lines.Writer.TryWrite(File.ReadAllText(file));
                    [|lines.Writer.Complete|]();
                });
                return lines.Reader;
            }
        }
        """, """
        class C
        {
            // Long enough to move what follows.
            ChannelReader<string> First(string file)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    Console.WriteLine(file);
                    try
                    {
                        pages.Writer.TryWrite(File.ReadAllText(file));
                    }
                    finally
                    {
                        pages.Writer.Complete();
                    }
                });
                return pages.Reader;
            }

            ChannelReader<string> Second(string file)
            {
                var lines = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    Console.WriteLine(file);
                    try
                    {
                        lines.Writer.TryWrite(File.ReadAllText(file));
                    }
                    finally
                    {
                        lines.Writer.Complete();
                    }
                });
                return lines.Reader;
            }
        }
        """);

    [Theory]
    [InlineData("\n", "Complete")]
    [InlineData("\r\n", "TryComplete")]
    public async Task Lets_a_person_tell_the_reader_of_the_failure(string line, string complete)
    {
        var told = Assert.Single(await FixRun.Alone($$"""
            class C
            {
                ChannelReader<string> M(string[] files, int problem)
                {
                    var pages = Channel.CreateUnbounded<string>();
                    Task.Run(async () =>
                    {
                        Console.WriteLine(problem);

                        // Page by page.
                        foreach (var file in files)
                            await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file)); // one more

                        // That was all.
                        pages.Writer.{{complete}}(); // done
                        Console.WriteLine("end");
                    });
                    return pages.Reader;
                }
            }
            """.ReplaceLineEndings(line), [new CompletionSkippedOnFailure()]));
        Assert.Equal($$"""
            class C
            {
                ChannelReader<string> M(string[] files, int problem)
                {
                    var pages = Channel.CreateUnbounded<string>();
                    Task.Run(async () =>
                    {
                        Console.WriteLine(problem);

                        try
                        {
                            // Page by page.
                            foreach (var file in files)
                                await pages.Writer.WriteAsync(await File.ReadAllTextAsync(file)); // one more

                            // That was all.
                            pages.Writer.{{complete}}(); // done
                        }
                        catch (Exception problem2)
                        {
                            pages.Writer.{{complete}}(problem2);
                            throw;
                        }
                        Console.WriteLine("end");
                    });
                    return pages.Reader;
                }
            }
            """.ReplaceLineEndings(line), told);
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", told)), [new CompletionSkippedOnFailure(), new WriteAfterCompletion()]));
    }

    [Fact]
    public async Task Has_no_exception_for_a_collection() => Assert.Empty(await FixRun.Alone("""
        class C
        {
            void M(string[] files)
            {
                var pages = new BlockingCollection<string>();
                var reading = Task.Run(() =>
                {
                    foreach (var file in files)
                        pages.Add(File.ReadAllText(file));
                    pages.CompleteAdding();
                });
                foreach (var page in pages.GetConsumingEnumerable())
                    Console.WriteLine(page);
                reading.Wait();
            }
        }
        """, [new CompletionSkippedOnFailure()]));

    [Theory]
    [InlineData("var text = File.ReadAllText(file); pages.Writer.TryWrite(text); [|pages.Writer.Complete|](); Console.WriteLine(text);")]
    [InlineData("pages.Writer.TryWrite(File.ReadAllText(file)); if (file.Length > 3) { Console.WriteLine(file); [|pages.Writer.Complete|](); }")]
    public Task Offers_nothing_where_statements_need_each_other(string produce) => FlagsWithoutFix($$"""
        class C
        {
            ChannelReader<string> M(string file)
            {
                var pages = Channel.CreateUnbounded<string>();
                Task.Run(() =>
                {
                    {{produce}}
                });
                return pages.Reader;
            }
        }
        """);

    [Theory]
    [InlineData("Task.Run(() => { pages.Writer.TryWrite(File.ReadAllText(; pages.Writer.Complete(); }); return pages.Reader;")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ object M() {{ var pages = Channel.CreateUnbounded<string>(); {body} }} }}")), [new CompletionSkippedOnFailure()]);
}
