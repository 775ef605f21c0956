using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class ChannelWaitsOnItselfTests : RuleTests<ChannelWaitsOnItself>
{
    private const string Helpers = "public static int[] Below(int n) => n > 1 ? new[] { n / 2, n / 3 } : Array.Empty<int>(); public static CancellationToken stop; public static async Task Print(ChannelReader<int> from) { await foreach (var n in from.ReadAllAsync()) Console.WriteLine(n); }";

    [Theory]
    [InlineData("await foreach (var n in numbers.Reader.ReadAllAsync()) foreach (var part in Below(n)) await [|numbers.Writer.WriteAsync|](part);")]
    [InlineData("while (await numbers.Reader.WaitToReadAsync()) while (numbers.Reader.TryRead(out var n)) if (n > 3) await [|numbers.Writer.WriteAsync|](n - 1).ConfigureAwait(false);")]
    [InlineData("var working = Task.Run(async () => { await foreach (var n in numbers.Reader.ReadAllAsync()) foreach (var part in Below(n)) await [|numbers.Writer.WriteAsync|](part); }); numbers.Writer.TryWrite(8); await working;")]
    [InlineData("for (var i = 0; i < 20; i++) await [|numbers.Writer.WriteAsync|](i); numbers.Writer.Complete(); await foreach (var n in numbers.Reader.ReadAllAsync()) Console.WriteLine(n);")]
    [InlineData("for (var i = 1; i <= 11; i++) await [|numbers.Writer.WriteAsync|](i); await Print(numbers.Reader);")]
    public Task Flags_a_channel_whose_only_reader_waits(string code) => Flags($$"""
        var numbers = Channel.CreateBounded<int>(10);
        {{code}}
        """, Helpers);

    [Theory]
    [InlineData("numbers.Add(9); foreach (var n in numbers.GetConsumingEnumerable()) foreach (var part in Below(n)) [|numbers.Add|](part);")]
    [InlineData("for (var i = 0; i < 20; i++) [|numbers.Add|](i); numbers.CompleteAdding(); foreach (var n in numbers.GetConsumingEnumerable()) Console.WriteLine(n);")]
    public Task Flags_a_collection_whose_only_reader_waits(string code) => Flags($$"""
        var numbers = new BlockingCollection<int>(10);
        {{code}}
        """, Helpers);

    [Theory]
    [InlineData("await foreach (var n in numbers.Reader.ReadAllAsync()) foreach (var part in Below(n)) if (!numbers.Writer.TryWrite(part)) Console.WriteLine(part);")]
    [InlineData("await foreach (var n in numbers.Reader.ReadAllAsync()) foreach (var part in Below(n)) await numbers.Writer.WriteAsync(part, stop);")]
    [InlineData("var other = Channel.CreateUnbounded<int>(); await foreach (var n in numbers.Reader.ReadAllAsync()) await other.Writer.WriteAsync(n);")]
    [InlineData("var printing = Print(numbers.Reader); await foreach (var n in numbers.Reader.ReadAllAsync()) await numbers.Writer.WriteAsync(n); await printing;")]
    [InlineData("for (var i = 0; i < 10; i++) await numbers.Writer.WriteAsync(i); numbers.Writer.Complete(); await Print(numbers.Reader);")]
    [InlineData("var printing = Print(numbers.Reader); for (var i = 0; i < 20; i++) await numbers.Writer.WriteAsync(i); numbers.Writer.Complete(); await printing;")]
    [InlineData("for (var i = 0; i < 20; i++) { await numbers.Writer.WriteAsync(i); Console.WriteLine(await numbers.Reader.ReadAsync()); }")]
    [InlineData("for (var i = 0; i < 20; i++) if (i > 15) await numbers.Writer.WriteAsync(i); await Print(numbers.Reader);")]
    [InlineData("foreach (var n in Below(100)) await numbers.Writer.WriteAsync(n); await Print(numbers.Reader);")]
    [InlineData("for (var w = 0; w < 3; w++) _ = Task.Run(async () => { await foreach (var n in numbers.Reader.ReadAllAsync()) await numbers.Writer.WriteAsync(n); });")]
    [InlineData("object other = numbers.Reader; Console.WriteLine(other); for (var i = 0; i < 20; i++) await numbers.Writer.WriteAsync(i); Console.WriteLine(await numbers.Reader.ReadAsync());")]
    public Task Accepts_a_channel_that_somebody_else_reads(string code) => Accepts($$"""
        var numbers = Channel.CreateBounded<int>(10);
        {{code}}
        """, Helpers);

    [Theory]
    [InlineData("Channel.CreateUnbounded<int>()")]
    [InlineData("Channel.CreateBounded<int>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest })")]
    [InlineData("Channel.CreateBounded<int>(Below(30).Length)")]
    public Task Accepts_a_channel_without_a_limit(string made) => Accepts($$"""
        var numbers = {{made}};
        await foreach (var n in numbers.Reader.ReadAllAsync())
            foreach (var part in Below(n))
                await numbers.Writer.WriteAsync(part);
        """, Helpers);

    private static string Blocks(string code) => $$"""
        using System.Threading.Tasks.Dataflow;
        static class C
        {
            static readonly ExecutionDataflowBlockOptions Given = new() { BoundedCapacity = 4 };
            static CancellationToken stop;
            static int[] Below(int n) => n > 1 ? new[] { n / 2, n / 3 } : Array.Empty<int>();
            static void Keep(object o) => Console.WriteLine(o);
            static async Task M(int number)
            {
                stop = new CancellationToken(number > 3);
                await Task.Yield();
                {{code}}
            }
        }
        """;

    [Theory]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await [|work.SendAsync|](part); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.Post(100);")]
    [InlineData("ActionBlock<int>? work = null; work = new ActionBlock<int>(n => { foreach (var part in Below(n)) work!.[|SendAsync|](part).Wait(); }, new ExecutionDataflowBlockOptions { BoundedCapacity = Below(50).Length, MaxDegreeOfParallelism = 1 }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; var options = new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }; work = new ActionBlock<int>(Visit, options); work.Post(100); async Task Visit(int n) { foreach (var part in Below(n)) await [|work.SendAsync|](part).ConfigureAwait(false); }")]
    [InlineData("var work = new TransformBlock<int, int>(n => n * n, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); for (var n = 0; n < 9; n++) [|work.SendAsync|](n).Wait(); work.Complete(); while (work.OutputAvailableAsync().Result) Console.WriteLine(work.Receive());")]
    [InlineData("var kept = new BufferBlock<int>(new DataflowBlockOptions { BoundedCapacity = 4 }); for (var n = 0; n < 9; n++) [|kept.SendAsync|](n).Wait(); Console.WriteLine(kept.Receive());")]
    public Task Flags_a_block_that_waits_for_its_own_work(string code) => FlagsProgram(Blocks(code));

    [Theory]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await work.SendAsync(part); }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await work.SendAsync(part); }, new ExecutionDataflowBlockOptions { BoundedCapacity = DataflowBlockOptions.Unbounded }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await work.SendAsync(part); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4, MaxDegreeOfParallelism = 8 }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await work.SendAsync(part, stop); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(n => { foreach (var part in Below(n)) if (!work.Post(part)) Console.WriteLine(part); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(n => { foreach (var part in Below(n)) Keep(work.SendAsync(part)); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.Post(100);")]
    [InlineData("var next = new ActionBlock<int>(n => Console.WriteLine(n), new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); var work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await next.SendAsync(part); }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.Post(100);")]
    [InlineData("ActionBlock<int> work = null!; work = new ActionBlock<int>(async n => { foreach (var part in Below(n)) await work.SendAsync(part); }, Given); work.Post(100); Keep(work);")]
    [InlineData("var work = new TransformBlock<int, int>(n => n * n, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); work.LinkTo(DataflowBlock.NullTarget<int>()); for (var n = 0; n < 9; n++) work.SendAsync(n).Wait(); Console.WriteLine(work.Receive());")]
    [InlineData("var work = new TransformManyBlock<int, int>(n => Below(n), new ExecutionDataflowBlockOptions { BoundedCapacity = 4 }); for (var n = 0; n < 9; n++) work.SendAsync(n).Wait(); Console.WriteLine(work.Receive());")]
    [InlineData("var work = new TransformBlock<int, int>(n => n * n, new ExecutionDataflowBlockOptions { BoundedCapacity = 9 }); for (var n = 0; n < 9; n++) work.SendAsync(n).Wait(); Console.WriteLine(work.Receive());")]
    public Task Accepts_a_block_that_makes_room(string code) => AcceptsProgram(Blocks(code));

    [Fact]
    public Task Flags_the_block_of_a_type() => FlagsProgram("""
        using System.Threading.Tasks.Dataflow;

        class Crawler
        {
            private readonly ActionBlock<string> folders;

            public Crawler() => folders = new ActionBlock<string>(Visit, new ExecutionDataflowBlockOptions { BoundedCapacity = 100 });

            public Task<bool> Add(string folder) => folders.SendAsync(folder);

            private async Task Visit(string folder)
            {
                foreach (var inner in Directory.GetDirectories(folder))
                    await [|folders.SendAsync|](inner);
            }
        }
        """);

    [Fact]
    public Task Flags_the_worker_of_a_type() => FlagsProgram("""
        class Crawler
        {
            private readonly Channel<Uri> links = Channel.CreateBounded<Uri>(new BoundedChannelOptions(100) { SingleReader = true });
            private readonly HttpLinks pages = new();

            public Crawler() => Crawling = Task.Run(Crawl);

            public Task Crawling { get; }

            public bool Add(Uri link) => links.Writer.TryWrite(link);

            private async Task Crawl()
            {
                await foreach (var link in links.Reader.ReadAllAsync())
                    foreach (var next in await pages.Of(link))
                        await [|links.Writer.WriteAsync|](next);
            }
        }

        class HttpLinks
        {
            public async Task<Uri[]> Of(Uri link)
            {
                await Task.Delay(1);
                return [new Uri(link, "next")];
            }
        }
        """);

    [Fact]
    public Task Says_who_waits() => Says("""
        class C
        {
            async Task M()
            {
                var numbers = Channel.CreateBounded<int>(2);
                numbers.Writer.TryWrite(5);
                await foreach (var n in numbers.Reader.ReadAllAsync())
                    await numbers.Writer.WriteAsync(n - 1);
            }

            void Filled()
            {
                var numbers = new BlockingCollection<int>(2);
                for (var i = 0; i < 3; i++)
                    numbers.Add(i);
                Console.WriteLine(numbers.Take());
            }
        }
        """, "'numbers' has a limit, and the only loop that reads it waits here for room in it", "'numbers' takes 2 messages, and this loop sends more before anybody reads");

    [Theory]
    [InlineData("var numbers = Channel.CreateBounded<int>(10; for (var i = 0; i < 20; i++) await numbers.Writer.WriteAsync(i); await numbers.Reader.ReadAsync(")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ async Task M() {{ {body} }} }}")), [new ChannelWaitsOnItself()]);
}
