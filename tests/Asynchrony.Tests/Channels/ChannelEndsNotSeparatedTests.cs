using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class ChannelEndsNotSeparatedTests : RuleTests<ChannelEndsNotSeparated>
{
    private const string Read = "public async Task Run() { await foreach (var line in Lines.Reader.ReadAllAsync()) Console.WriteLine(line); }";
    private const string Send = "public bool Send(string line) => Lines.Writer.TryWrite(line);";

    [Theory]
    [InlineData("public Channel<string> [|Lines|] { get; } = Channel.CreateUnbounded<string>();", Read)]
    [InlineData("internal Channel<string> [|Lines|] { get; set; } = Channel.CreateUnbounded<string>();", Read)]
    [InlineData("public readonly Channel<string> [|Lines|] = Channel.CreateUnbounded<string>();", Send)]
    [InlineData("protected static readonly Channel<string> [|Lines|] = Channel.CreateUnbounded<string>();", Send)]
    [InlineData("public Desk() => Lines = Channel.CreateUnbounded<string>(); public Channel<string> [|Lines|] { get; }", Send)]
    [InlineData("public Channel<string, string> [|Lines|] { get; } = Channel.CreateUnbounded<string>();", Read)]
    public Task Flags_a_whole_channel_of_which_one_end_is_used(string member, string use) => FlagsProgram($"class Desk {{ {member} {use} }}");

    [Theory]
    [InlineData("private readonly Channel<string> Lines = Channel.CreateUnbounded<string>();", Read)]
    [InlineData("public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();", Read + Send)]
    [InlineData("public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();", "")]
    [InlineData("public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();", Read + " public Channel<string> Same => Lines;")]
    [InlineData("public virtual Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();", Read)]
    [InlineData("public BlockingCollection<string> Lines { get; } = new();", "public void Add(string line) => Lines.Add(line);")]
    [InlineData("private readonly Channel<string> Lines = Channel.CreateUnbounded<string>(); public ChannelWriter<string> Writer => Lines.Writer;", Read)]
    public Task Accepts_what_hands_out_what_is_needed(string member, string use) => AcceptsProgram($"class Desk {{ {member} {use} }}");

    [Fact]
    public Task Accepts_a_member_that_an_interface_prescribes() => AcceptsProgram($$"""
        interface IDesk { Channel<string> Lines { get; } }
        class Desk : IDesk { public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>(); {{Read}} }
        """);

    [Fact]
    public Task Is_never_shown_by_itself() => Weighs($"class Desk {{ public Channel<string> Lines {{ get; }} = Channel.CreateUnbounded<string>(); {Read} }}", DiagnosticSeverity.Hidden);

    [Fact]
    public Task Says_who_needs_what() => Says($"class Desk {{ public Channel<string> Lines {{ get; }} = Channel.CreateUnbounded<string>(); {Read} }}",
        "'Lines' hands out both ends of its channel, though 'Desk' is its reader and everybody else needs the writer");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_handing_out_the_end(string line) => FixesEverywhere([("""
        public class Desk
        {
            private int count;

            /// <summary>What is to be printed.</summary>
            public Channel<string> [|Lines|] { get; } = Channel.CreateUnbounded<string>(); // all

            public async Task Run()
            {
                await foreach (var line in Lines.Reader.ReadAllAsync())
                    Console.WriteLine($"{++count} {line}");
            }
        }
        """).ReplaceLineEndings(line), """
        public class Client(Desk desk)
        {
            public async Task Send(string line)
            {
                await desk.Lines.Writer.WriteAsync(line); // sent
                desk.Lines.Writer.TryWrite("");
            }
        }
        """], [("""
        public class Desk
        {
            private int count;

            private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

            /// <summary>What is to be printed.</summary>
            public ChannelWriter<string> Lines => lines.Writer; // all

            public async Task Run()
            {
                await foreach (var line in lines.Reader.ReadAllAsync())
                    Console.WriteLine($"{++count} {line}");
            }
        }
        """).ReplaceLineEndings(line), """
        public class Client(Desk desk)
        {
            public async Task Send(string line)
            {
                await desk.Lines.WriteAsync(line); // sent
                desk.Lines.TryWrite("");
            }
        }
        """]);

    [Theory]
    [InlineData("class Client(Desk desk) { public void Send() => Console.WriteLine(desk.Lines.Reader.Count); }")]
    [InlineData("class Client(Desk desk) { public Channel<string> Lines => desk.Lines; }")]
    public Task Offers_nothing_where_others_need_more(string other) => FlagsWithoutFix($"public class Desk {{ public Channel<string> [|Lines|] {{ get; }} = Channel.CreateUnbounded<string>(); {Read} }}", other);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", "class C { public Channel<> Lines { get; } = ; public Channel<string> Other { get } void M() => Other. }")), [new ChannelEndsNotSeparated()]));
}
