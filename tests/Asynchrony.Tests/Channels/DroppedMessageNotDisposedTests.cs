using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class DroppedMessageNotDisposedTests : RuleTests<DroppedMessageNotDisposed>
{
    private const string Pages = """
        public sealed class Page : IDisposable { public void Dispose() => Console.WriteLine("closed"); }
        public sealed class Link : IAsyncDisposable { public ValueTask DisposeAsync() => default; }
        public sealed class Hidden : IDisposable { void IDisposable.Dispose() => Console.WriteLine("closed"); }
        public static BoundedChannelOptions Unknown => new(10);
        """;

    [Theory]
    [InlineData("new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest }")]
    [InlineData("new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropNewest }")]
    [InlineData("new BoundedChannelOptions(10) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite }")]
    public Task Flags_messages_that_nobody_disposes_of(string options) => Flags($"var pages = [|Channel.CreateBounded<Page>|]({options}); Console.WriteLine(pages.Reader.Count);", Pages);

    [Theory]
    [InlineData("Stream")]
    [InlineData("Link")]
    [InlineData("Page?")]
    [InlineData("MemoryStream")]
    public Task Flags_every_disposable_message(string type) => Flags($$"""
        var options = new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest };
        var pages = [|Channel.CreateBounded<{{type}}>|](options);
        Console.WriteLine(pages.Reader.Count);
        """, Pages);

    [Theory]
    [InlineData("Channel.CreateBounded<Page>(10)")]
    [InlineData("Channel.CreateBounded<Page>(new BoundedChannelOptions(10))")]
    [InlineData("Channel.CreateBounded<Page>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.Wait })")]
    [InlineData("Channel.CreateBounded<string>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest })")]
    [InlineData("Channel.CreateBounded<Task>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest })")]
    [InlineData("Channel.CreateBounded<Page>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest }, page => page.Dispose())")]
    [InlineData("Channel.CreateBounded<Page>(Unknown)")]
    [InlineData("Channel.CreateUnbounded<Page>()")]
    public Task Accepts_what_drops_nothing_of_worth(string make) => Accepts($"var pages = {make}; Console.WriteLine(pages.Reader.Count);", Pages);

    [Fact]
    public Task Says_what_is_dropped() => Says("""
        class Pages
        {
            private readonly Channel<Stream> pages = Channel.CreateBounded<Stream>(new BoundedChannelOptions(3) { FullMode = BoundedChannelFullMode.DropOldest });
            public bool Add(Stream page) => pages.Writer.TryWrite(page);
        }
        """, "The channel drops a 'Stream' when it is full (DropOldest), and nobody disposes of it");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_callback(string line) => Fixes("""
        class Pages
        {
            private readonly Channel<Stream> pages = [|Channel.CreateBounded<Stream>|](new BoundedChannelOptions(3)
            {
                // Old ones are of no use.
                FullMode = BoundedChannelFullMode.DropOldest,
            });

            public Channel<MemoryStream?> Make(string dropped)
            {
                var options = new BoundedChannelOptions(dropped.Length) { FullMode = BoundedChannelFullMode.DropWrite };
                return [|Channel.CreateBounded<MemoryStream?>|](options); // made
            }
        }
        """.ReplaceLineEndings(line), """
        class Pages
        {
            private readonly Channel<Stream> pages = Channel.CreateBounded<Stream>(new BoundedChannelOptions(3)
            {
                // Old ones are of no use.
                FullMode = BoundedChannelFullMode.DropOldest,
            }, dropped => dropped.Dispose());

            public Channel<MemoryStream?> Make(string dropped)
            {
                var options = new BoundedChannelOptions(dropped.Length) { FullMode = BoundedChannelFullMode.DropWrite };
                return Channel.CreateBounded<MemoryStream?>(options, dropped2 => dropped2?.Dispose()); // made
            }
        }
        """.ReplaceLineEndings(line));

    [Theory]
    [InlineData("Link")]
    [InlineData("Hidden")]
    public Task Offers_nothing_for_what_the_callback_cannot_do(string type) => FlagsWithoutFix($$"""
        class C { public object Make() => [|Channel.CreateBounded<{{type}}>|](new BoundedChannelOptions(3) { FullMode = BoundedChannelFullMode.DropOldest }); }
        {{Pages[..Pages.LastIndexOf("public static", StringComparison.Ordinal)]}}
        """);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C
        {
            object M() => Channel.CreateBounded<Missing>(new BoundedChannelOptions(3) { FullMode = BoundedChannelFullMode.DropOldest });
            object N() => Channel.CreateBounded<Stream>(new BoundedChannelOptions(3) { FullMode = });
        }
        """)), [new DroppedMessageNotDisposed()]));
}
