using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Flow.Channels;

/// <summary>What the engine tells of each channel: its variable, what is done with it, in the order of the text, and which ends escape.</summary>
public sealed class OwnChannelTests
{
    [Theory]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); jobs.Writer.TryWrite(1); jobs.Writer.Complete();", "jobs: Send Complete")]
    [InlineData("var jobs = Channel.CreateBounded<int>(4); var w = jobs.Writer; w.TryWrite(1); var r = jobs.Reader; r.TryRead(out var one); if (r.Count > 0) Use(one);", "jobs: Send Receive Look")]
    [InlineData("var jobs = new BlockingCollection<int>(4); jobs.Add(1); foreach (var job in jobs.GetConsumingEnumerable()) Use(job); jobs.CompleteAdding();", "jobs: Send ReceiveAll Complete")]
    [InlineData("using var jobs = new BlockingCollection<int>(); foreach (var job in jobs) Use(job); while (!jobs.IsCompleted) Use(jobs.Take());", "jobs: TakeNow AskIfOver Receive")]
    [InlineData("var jobs = new BufferBlock<int>(); jobs.Post(1); var all = new ActionBlock<int>(job => Use(job)); jobs.LinkTo(all); jobs.Complete(); all.Completion.Wait();", "jobs: Send Link Complete; all: Linked End")]
    [InlineData("var jobs = new ConcurrentQueue<int>(); jobs.Enqueue(1); while (jobs.TryDequeue(out var job)) Use(job);", "jobs: Send Receive")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Action stop = jobs.Writer.Complete0;", "jobs: writer escapes", "static class More { public static void Complete0(this ChannelWriter<int> writer) { } }")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Func<int, bool> send = jobs.Writer.TryWrite; Action run = () => jobs.Writer.Complete();", "jobs: Send Complete")]
    [InlineData("Channel<int>? jobs = null; jobs = Channel.CreateUnbounded<int>(); jobs?.Writer.TryComplete();", "jobs: Complete")]
    [InlineData("var jobs = DateTime.Now.Ticks > 3 ? Channel.CreateUnbounded<int>() : Channel.CreateBounded<int>(3); jobs.Writer.Complete();", "jobs: Complete")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); jobs = Channel.CreateBounded<int>(3); jobs.Writer.Complete();", "jobs: Complete")]
    [InlineData("Channel<int>? other = null; var jobs = Channel.CreateUnbounded<int>(); if (other is not null) jobs = other; jobs.Writer.Complete();", "jobs: Complete; reader and writer escape")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Send(jobs.Writer); static void Send(ChannelWriter<int> to) { to.TryWrite(1); Finish(to); } static void Finish(ChannelWriter<int> what) => what.Complete();", "jobs: Send Complete")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Send(jobs); static void Send(ChannelWriter<int> to) => to.Complete();", "jobs: Complete")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Members.Fill(jobs);", "jobs: Send")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); object other = jobs.Reader; Use(other);", "jobs: reader escapes")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Use(new { jobs.Writer });", "jobs: writer escapes")]
    [InlineData("var jobs = Channel.CreateUnbounded<int>(); Kept.Writers.Add(jobs.Writer);", "jobs: writer escapes")]
    [InlineData("var jobs = Kept.Make(); jobs.Writer.Complete();", "")]
    [InlineData("List<int> jobs = new(); jobs.Add(1); jobs.Clear();", "")]
    public async Task Follows_channels_of_a_body(string body, string told, string more = "") => Assert.Equal(told, await Told($$"""
        using System.Threading.Tasks.Dataflow;
        class C
        {
            void M()
            {
                {{body.Replace("Complete0", more.Length > 0 ? "Complete0" : "Complete")}}
            }

            static void Use(object o) => Console.WriteLine(o);
        }

        static class Members { public static void Fill(Channel<int> channel) => channel.Writer.TryWrite(1); }

        static class Kept { public static readonly List<ChannelWriter<int>> Writers = new(); public static Channel<int> Make() => Channel.CreateUnbounded<int>(); }
        {{more}}
        """));

    [Theory]
    [InlineData("private readonly Channel<int> jobs = Channel.CreateUnbounded<int>(); public void Add(int job) => jobs.Writer.TryWrite(job); public void Dispose() => jobs.Writer.TryComplete();", "jobs: Send Complete")]
    [InlineData("private readonly Channel<int> jobs; public C() { jobs = Channel.CreateUnbounded<int>(); } public ChannelReader<int> Reader => jobs.Reader;", "jobs: reader escapes")]
    [InlineData("private readonly ChannelReader<int> reader; private readonly ChannelWriter<int> writer; public C() { var jobs = Channel.CreateUnbounded<int>(); reader = jobs; writer = jobs.Writer; } public void Add(int job) { writer.TryWrite(job); reader.TryRead(out _); }", "jobs: Send Receive")]
    [InlineData("private readonly BlockingCollection<int> jobs = new(); public void Add(int job) => jobs.Add(job); private void Run() { foreach (var job in jobs.GetConsumingEnumerable()) Console.WriteLine(job); }", "jobs: Send ReceiveAll")]
    [InlineData("private BlockingCollection<int>? jobs; public void Start() { jobs ??= new(); jobs?.Add(1); } public void Stop() { jobs!.CompleteAdding(); jobs = null; }", "jobs: Send Complete")]
    [InlineData("private Channel<int> Jobs { get; } = Channel.CreateUnbounded<int>(); private ChannelWriter<int> Writer => Jobs.Writer; public void Add(int job) => Writer.TryWrite(job);", "Jobs: Send")]
    [InlineData("private Channel<int> jobs = Channel.CreateUnbounded<int>(); public C() { } public C(Channel<int> given) { jobs = given; jobs.Writer.Complete(); }", "jobs: Complete; reader and writer escape")]
    [InlineData("private readonly Channel<int> jobs = Channel.CreateUnbounded<int>(); private void Pass() => new Other(jobs.Writer); class Other(ChannelWriter<int> w) { public void Go() => w.Complete(); }", "jobs: writer escapes")]
    [InlineData("private readonly Channel<int> jobs = Channel.CreateUnbounded<int>(); class Other(C owner) { public void Go() => owner.jobs.Writer.Complete(); }", "jobs: reader and writer escape")]
    [InlineData("internal readonly Channel<int> jobs = Channel.CreateUnbounded<int>();", "")]
    [InlineData("public Channel<int> Jobs { get; } = Channel.CreateUnbounded<int>();", "")]
    public async Task Follows_channels_of_a_type(string members, string told) => Assert.Equal(told, await Told($$"""
        partial class C { {{members}} }
        """));

    [Fact]
    public async Task Joins_the_parts_of_a_type() => Assert.Equal("jobs: Send Complete", await Told("""
        partial class C { private readonly Channel<int> jobs = Channel.CreateUnbounded<int>(); void Add() => jobs.Writer.TryWrite(1); }
        partial class C { void Stop() => jobs.Writer.Complete(); }
        """));

    private static async Task<string> Told(string program)
    {
        var told = new List<string>();
        var compilation = Code.Compilation(("A.cs", program));
        Code.AssertCompiles(compilation);
        await Code.Findings(compilation, [new Probe(channel =>
        {
            lock (told)
                told.Add($"{channel.Variable.Name}: {string.Join("; ", new[] { string.Join(" ", channel.Uses.Select(use => use.Act)), Escaping(channel) }.Where(part => part.Length > 0))}");
        })], concurrent: false);
        return string.Join("; ", told);
    }

    private static string Escaping(OwnChannel channel) => (channel.ReaderEscapes, channel.WriterEscapes) switch
    {
        (true, true) => "reader and writer escape",
        (true, false) => "reader escapes",
        (false, true) => "writer escapes",
        _ => "",
    };

    /// <summary>The program of an analyzer that only looks.</summary>
#pragma warning disable RS1001 // It is no analyzer that ships.
    private sealed class Probe(Action<OwnChannel> look) : RuleAnalyzer(new DiagnosticDescriptor("X", "X", "X", "X", DiagnosticSeverity.Warning, true))
#pragma warning restore RS1001
    {
        private protected override void Register(RuleRegistration on) => OwnChannel.Each(on, (channel, _) => look(channel));
    }
}
