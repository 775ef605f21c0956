using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class TransferResultIgnoredTests : RuleTests<TransferResultIgnored>
{
    private const string Shop = """
        public static readonly ConcurrentQueue<string> Names = new();
        public static readonly ConcurrentBag<int> Counts = new();
        public static readonly ConcurrentStack<List<int>> Lists = new();
        public static readonly BlockingCollection<string> Lines = new();
        public static readonly Channel<string> Mail = Channel.CreateUnbounded<string>();
        public static readonly SemaphoreSlim Filled = new(0);
        public static readonly object Gate = new();
        public static void Log(string text) => Console.WriteLine(text);
        public static void LogAny(string? text) => Console.WriteLine(text);
        """;

    private static string Sender(string make, string send) => $$"""
        class Desk
        {
            private readonly {{make}};

            public void Send(string line)
            {
                {{send}}
            }

            public void Serve()
            {
                foreach (var line in Enumerable.Range(0, 3))
                    Console.WriteLine(line);
            }
        }

        enum Kind { None }
        """;

    [Theory]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(10)", "lines.Writer")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(10))", "lines.Writer")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true })", "lines.Writer")]
    public Task Flags_a_channel_that_refuses(string make, string writer) => FlagsProgram(Sender(make, $"[|{writer}.TryWrite|](line);"));

    [Theory]
    [InlineData("BlockingCollection<string> lines = new(10)", "[|lines.TryAdd|](line);")]
    [InlineData("BlockingCollection<string> lines = new BlockingCollection<string>(new ConcurrentStack<string>(), 10)", "[|lines.TryAdd|](line);")]
    [InlineData("BlockingCollection<string> lines = new(10)", "[|lines.TryAdd|](line, 100);")]
    [InlineData("BlockingCollection<string> lines = new(10)", "_ = [|lines.TryAdd|](line);")]
    [InlineData("BlockingCollection<string> lines = new(boundedCapacity: 3)", "if (line.Length > 3) [|lines.TryAdd|](line);")]
    public Task Flags_a_collection_that_refuses(string make, string send) => FlagsProgram(Sender(make, send));

    [Theory]
    [InlineData("new ActionBlock<string>(line => Console.WriteLine(line), new ExecutionDataflowBlockOptions { BoundedCapacity = 10 })", "[|Post|]")]
    [InlineData("new ActionBlock<string>(line => Console.WriteLine(line), new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 10 })", "Post")]
    [InlineData("new ActionBlock<string>(line => Console.WriteLine(line), new ExecutionDataflowBlockOptions { BoundedCapacity = -1 })", "Post")]
    [InlineData("new ActionBlock<string>(line => Console.WriteLine(line), new ExecutionDataflowBlockOptions { BoundedCapacity = DataflowBlockOptions.Unbounded })", "Post")]
    [InlineData("new ActionBlock<string>(line => Console.WriteLine(line))", "Post")]
    public Task Flags_a_block_that_refuses(string make, string post) => FlagsProgram($$"""
        using System.Threading.Tasks.Dataflow;

        class Desk
        {
            private readonly ActionBlock<string> lines = {{make}};

            public void Send(string line) => {{(post[0] == '[' ? $"[|lines.Post|]" : "lines.Post")}}(line);
        }
        """);

    [Fact]
    public Task Flags_a_local_channel_and_what_the_constructor_makes() => FlagsProgram("""
        class Desk
        {
            private readonly ChannelWriter<string> writer;
            private readonly Channel<string> channel;

            public Desk(int capacity)
            {
                channel = Channel.CreateBounded<string>(capacity);
                writer = channel.Writer;
            }

            public void Send(string line) => [|writer.TryWrite|](line);

            public async Task Run(string[] lines)
            {
                var options = new BoundedChannelOptions(4) { SingleReader = true };
                var own = Channel.CreateBounded<string>(options);
                var reading = Task.Run(async () =>
                {
                    await foreach (var line in own.Reader.ReadAllAsync())
                        Console.WriteLine(line);
                });
                foreach (var line in lines)
                    [|own.Writer.TryWrite|](line);
                own.Writer.Complete();
                await reading;
            }
        }
        """);

    [Theory]
    [InlineData("Channel<string> lines = Channel.CreateUnbounded<string>()", "lines.Writer.TryWrite(line);")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest })", "lines.Writer.TryWrite(line);")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropWrite })", "lines.Writer.TryWrite(line);")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(10)", "if (!lines.Writer.TryWrite(line)) Console.WriteLine(\"full\");")]
    [InlineData("Channel<string> lines = Channel.CreateBounded<string>(10)", "var sent = lines.Writer.TryWrite(line); Console.WriteLine(sent);")]
    [InlineData("Channel<bool> lines = Channel.CreateBounded<bool>(1)", "lines.Writer.TryWrite(true);")]
    [InlineData("Channel<Kind> lines = Channel.CreateBounded<Kind>(1)", "lines.Writer.TryWrite(default);")]
    [InlineData("BlockingCollection<string> lines = new()", "lines.TryAdd(line);")]
    [InlineData("BlockingCollection<string> lines = new(new ConcurrentStack<string>())", "lines.TryAdd(line);")]
    [InlineData("BlockingCollection<string> lines = new(10)", "while (!lines.TryAdd(line)) Thread.Sleep(10);")]
    [InlineData("ConcurrentQueue<string> lines = new()", "lines.Enqueue(line);")]
    [InlineData("ConcurrentDictionary<string, int> lines = new()", "lines.TryAdd(line, 3);")]
    public Task Accepts_a_send_that_is_not_refused(string make, string send) => AcceptsProgram(Sender(make, send));

    [Fact]
    public Task Accepts_options_that_are_set_later_and_room_that_was_waited_for() => AcceptsProgram("""
        class Desk(BoundedChannelFullMode mode)
        {
            private readonly Channel<string> jobs = Channel.CreateBounded<string>(10);

            public async Task Run(string[] lines)
            {
                var options = new BoundedChannelOptions(4);
                options.FullMode = mode;
                var own = Channel.CreateBounded<string>(options);
                foreach (var line in lines)
                    own.Writer.TryWrite(line);
                await foreach (var line in own.Reader.ReadAllAsync())
                    Console.WriteLine(line);
                foreach (var line in lines)
                    if (await jobs.Writer.WaitToWriteAsync())
                        jobs.Writer.TryWrite(line);
            }
        }
        """);

    [Theory]
    [InlineData("[|Names.TryDequeue|](out var name); Console.WriteLine(name!.Length);")]
    [InlineData("[|Names.TryDequeue|](out var name); Log(name!);")]
    [InlineData("string? name; [|Names.TryDequeue|](out name); Console.WriteLine(name!.Trim());")]
    [InlineData("_ = [|Names.TryDequeue|](out var name); Console.WriteLine(name![0]);")]
    [InlineData("[|Lines.TryTake|](out var line); Console.WriteLine(line!.Length);")]
    [InlineData("[|Lines.TryTake|](out var line, 100); Console.WriteLine(line!.Length);")]
    [InlineData("[|Mail.Reader.TryRead|](out var line); Console.WriteLine(line!.Length);")]
    [InlineData("[|Lists.TryPop|](out var list); foreach (var item in list!) Console.WriteLine(item);")]
    [InlineData("var sum = 0; [|Counts.TryTake|](out var count); sum += count; Console.WriteLine(sum);")]
    [InlineData("[|Names.TryDequeue|](out var name); if (DateTime.Now.Hour > 3) Log(name!);")]
    public Task Flags_a_message_that_may_not_be_there(string body) => Flags(body, Shop);

    [Theory]
    [InlineData("if (Names.TryDequeue(out var name)) Console.WriteLine(name.Length);")]
    [InlineData("while (Names.TryDequeue(out var name)) Console.WriteLine(name.Length);")]
    [InlineData("if (!Names.TryDequeue(out var name)) name = \"none\"; Console.WriteLine(name.Length);")]
    [InlineData("Names.TryDequeue(out var name); if (name != null) Console.WriteLine(name.Length);")]
    [InlineData("Names.TryDequeue(out var name); Console.WriteLine(name?.Length);")]
    [InlineData("Names.TryDequeue(out var name); Console.WriteLine(name ?? \"none\");")]
    [InlineData("Names.TryDequeue(out var name); if (string.IsNullOrEmpty(name)) Console.WriteLine(); else Console.WriteLine(name.Length);")]
    [InlineData("Names.TryDequeue(out var name); LogAny(name);")]
    [InlineData("Names.TryDequeue(out var name); name = \"other\"; Console.WriteLine(name.Length);")]
    [InlineData("Names.TryDequeue(out _); Console.WriteLine();")]
    [InlineData("Names.TryDequeue(out var name); var kept = name; Console.WriteLine(kept);")]
    [InlineData("Filled.Wait(); Names.TryDequeue(out var name); Console.WriteLine(name!.Length);")]
    [InlineData("Names.Enqueue(\"one\"); Names.TryDequeue(out var name); Console.WriteLine(name!.Length);")]
    [InlineData("lock (Gate) { if (Names.Count > 0) { Names.TryDequeue(out var name); Console.WriteLine(name!.Length); } }")]
    [InlineData("Counts.TryTake(out var count); if (count > 0) Console.WriteLine(count + 1);")]
    public Task Accepts_a_message_that_somebody_asks_for(string body) => Accepts(body, Shop);

    [Fact]
    public Task Accepts_what_belongs_to_another_rule() => AcceptsProgram("""
        class Desk
        {
            private readonly ConcurrentQueue<string> names = new();

            public void Serve()
            {
                if (!names.IsEmpty)
                {
                    names.TryDequeue(out var name);
                    Console.WriteLine(name!.Length);
                }
            }
        }
        """);

    [Fact]
    public Task Says_what_is_lost() => Says("""
        class Desk
        {
            private readonly BlockingCollection<string> lines = new(10);
            private readonly ConcurrentQueue<string> names = new();

            public void Send(string line) => lines.TryAdd(line);

            public void Serve()
            {
                names.TryDequeue(out var name);
                Console.WriteLine(name!.Length);
            }
        }
        """, "'TryAdd' on 'lines' drops the message where the channel is full, and its result is ignored", "'TryDequeue' on 'names' may get nothing, but line 11 uses 'name' all the same");

    [Fact]
    public Task Fixes_by_waiting_for_room() => Fixes("""
        class Desk
        {
            private readonly Channel<string> mail = Channel.CreateBounded<string>(10);
            private readonly BlockingCollection<string> lines = new(10);

            public async Task Run(string[] all)
            {
                foreach (var line in all)
                {
                    // One by one.
                    [|mail.Writer.TryWrite|](line); // sent
                    await Task.Delay(10);
                }
            }

            public Func<string, Task> Sending() => async line => _ = [|mail.Writer.TryWrite|](line.Trim());

            public void Add(string line)
            {
                if (line.Length > 0)
                    [|lines.TryAdd|](line); // added
            }
        }
        """, """
        class Desk
        {
            private readonly Channel<string> mail = Channel.CreateBounded<string>(10);
            private readonly BlockingCollection<string> lines = new(10);

            public async Task Run(string[] all)
            {
                foreach (var line in all)
                {
                    // One by one.
                    await mail.Writer.WriteAsync(line); // sent
                    await Task.Delay(10);
                }
            }

            public Func<string, Task> Sending() => async line => await mail.Writer.WriteAsync(line.Trim());

            public void Add(string line)
            {
                if (line.Length > 0)
                    lines.Add(line); // added
            }
        }
        """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_test(string line) => Fixes("""
        class Desk(ConcurrentQueue<string> names)
        {
            public void Serve(int rounds)
            {
                for (var round = 0; round < rounds; round++)
                {
                    // The next one.
                    [|names.TryDequeue|](out var name); // or none

                    var length = name!.Length;
                    Console.WriteLine(length);
                    // Said.
                    Console.WriteLine(name);
                    Console.WriteLine("next");
                }
            }
        }
        """.ReplaceLineEndings(line), """
        class Desk(ConcurrentQueue<string> names)
        {
            public void Serve(int rounds)
            {
                for (var round = 0; round < rounds; round++)
                {
                    // The next one.
                    if (names.TryDequeue(out var name)) // or none
                    {
                        var length = name!.Length;
                        Console.WriteLine(length);
                        // Said.
                        Console.WriteLine(name);
                    }
                    Console.WriteLine("next");
                }
            }
        }
        """.ReplaceLineEndings(line));

    [Theory]
    [InlineData("public void Send(string line) => [|mail.Writer.TryWrite|](line);")]
    [InlineData("public async Task Send(string line) { await Task.Yield(); [|lines.TryAdd|](line); }")]
    [InlineData("public void Send(string line) => [|lines.TryAdd|](line, 100);")]
    [InlineData("public int Take() { [|names.TryDequeue|](out var name); return name!.Length; }")]
    [InlineData("public void Take() { [|names.TryDequeue|](out var name); var length = name!.Length; Console.WriteLine(name); Console.WriteLine(length); }")]
    [InlineData("public void Take() {\n [|names.TryDequeue|](out var name);\n var length = name!.Length;\n Console.WriteLine(3);\n Console.WriteLine(length); }")]
    public Task Offers_nothing_where_it_would_not_do(string member) => FlagsWithoutFix($$"""
        class Desk
        {
            private readonly Channel<string> mail = Channel.CreateBounded<string>(10);
            private readonly BlockingCollection<string> lines = new(10);
            private readonly ConcurrentQueue<string> names = new();
            {{member}}
        }
        """);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C
        {
            private readonly Channel<string> mail = Channel.CreateBounded<string>(;
            private readonly ConcurrentQueue<string> names = new();
            void M()
            {
                mail.Writer.TryWrite();
                names.TryDequeue(out var name); name.
                names.TryDequeue(out Missing);
            }
        }
        """)), [new TransferResultIgnored()]));
}
