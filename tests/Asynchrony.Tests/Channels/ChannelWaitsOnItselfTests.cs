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
