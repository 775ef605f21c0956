using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class SinglePromiseBrokenTests : RuleTests<SinglePromiseBroken>
{
    private const string Helpers = "public static async Task Send(ChannelWriter<int> to, int one) { await Task.Yield(); await to.WriteAsync(one); } public static async Task Print(ChannelReader<int> from) { await foreach (var one in from.ReadAllAsync()) Console.WriteLine(one); } public static List<Task> running = new();";

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { var number = i; running.Add(Task.Run(() => numbers.Writer.TryWrite(number))); }")]
    [InlineData("foreach (var number in new[] { 1, 2 }) running.Add(Send(numbers.Writer, number));")]
    [InlineData("foreach (var number in new[] { 1, 2 }) new Thread(() => numbers.Writer.TryWrite(number)).Start();")]
    [InlineData("Parallel.For(0, 3, number => numbers.Writer.TryWrite(number));")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(number => Send(numbers.Writer, number)).ToList(); Console.WriteLine(all.Count);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(number => Task.Run(() => numbers.Writer.TryWrite(number))).ToList(); Console.WriteLine(all.Count);")]
    [InlineData("var first = Task.Run(() => numbers.Writer.TryWrite(1)); var second = Task.Run(() => numbers.Writer.TryWrite(2)); Task.WaitAll(first, second);")]
    [InlineData("var first = Send(numbers.Writer, 1); var second = Send(numbers, 2); Task.WaitAll(first, second);")]
    [InlineData("var first = Task.Run(() => numbers.Writer.TryWrite(1)); numbers.Writer.TryWrite(2); first.Wait();")]
    [InlineData("var first = new Thread(() => numbers.Writer.TryWrite(1)); first.Start(); numbers.Writer.TryWrite(2); first.Join();")]
    public Task Flags_several_writers(string write) => Flags($$"""
        var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, [|SingleWriter = true|] });
        {{write}}
        """, Helpers);

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) running.Add(Print(numbers.Reader));")]
    [InlineData("for (var i = 0; i < 3; i++) running.Add(Task.Run(() => Print(numbers.Reader)));")]
    [InlineData("var first = Print(numbers.Reader); var second = Print(numbers.Reader); Task.WaitAll(first, second);")]
    [InlineData("var first = Print(numbers.Reader); numbers.Reader.TryRead(out var number); Console.WriteLine(number); first.Wait();")]
    [InlineData("var first = numbers.Reader.ReadAsync().AsTask(); var second = numbers.Reader.ReadAsync().AsTask(); Console.WriteLine(first.Result + second.Result);")]
    [InlineData("var more = numbers.Reader.WaitToReadAsync().AsTask(); Console.WriteLine(\"soon\"); var number = numbers.Reader.ReadAsync().AsTask(); Task.WaitAll(more, number);")]
    [InlineData("var all = Task.WhenAll(numbers.Reader.ReadAsync().AsTask(), numbers.Reader.ReadAsync().AsTask()); Console.WriteLine(all.Result.Length);")]
    public Task Flags_several_readers(string read) => Flags($$"""
        var options = new BoundedChannelOptions(10) { [|SingleReader = true|], SingleWriter = true, FullMode = BoundedChannelFullMode.Wait };
        var numbers = Channel.CreateBounded<int>(options);
        {{read}}
        """, Helpers);

    [Theory]
    [InlineData("var first = Task.Run(() => numbers.Writer.TryWrite(1)); first.Wait(); var second = Task.Run(() => numbers.Writer.TryWrite(2)); second.Wait();")]
    [InlineData("numbers.Writer.TryWrite(0); var first = Task.Run(() => numbers.Writer.TryWrite(1)); first.Wait(); numbers.Writer.TryWrite(2);")]
    [InlineData("for (var i = 0; i < 3; i++) { var first = Send(numbers.Writer, i); first.Wait(); }")]
    [InlineData("for (var i = 0; i < 3; i++) numbers.Writer.TryWrite(i); numbers.Writer.TryWrite(4);")]
    [InlineData("var printing = Print(numbers.Reader); var sending = Send(numbers.Writer, 1); sending.Wait(); numbers.Writer.Complete(); printing.Wait();")]
    [InlineData("var gate = new object(); Parallel.For(0, 3, number => { lock (gate) numbers.Writer.TryWrite(number); });")]
    [InlineData("var first = new SemaphoreSlim(1); Parallel.For(0, 3, number => { first.Wait(); numbers.Writer.TryWrite(number); first.Release(); });")]
    [InlineData("var sent = Enumerable.Range(0, 3).Select(number => numbers.Writer.TryWrite(number)).ToList(); Console.WriteLine(sent.Count);")]
    [InlineData("Console.CancelKeyPress += (sender, e) => numbers.Writer.TryWrite(1); numbers.Writer.TryWrite(2);")]
    public Task Accepts_one_at_a_time(string write) => Accepts($$"""
        var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        {{write}}
        """, Helpers);

    [Theory]
    [InlineData("var first = numbers.Reader.ReadAsync().AsTask(); Console.WriteLine(first.Result); var second = numbers.Reader.ReadAsync().AsTask(); Console.WriteLine(second.Result);")]
    [InlineData("var first = numbers.Reader.ReadAsync().AsTask(); if (!first.IsCompleted) Console.WriteLine(\"nothing\"); else numbers.Reader.TryRead(out _);")]
    [InlineData("var pending = numbers.Reader.ReadAsync().AsTask(); while (true) { pending.Wait(100); if (pending.IsCompleted) { Console.WriteLine(pending.Result); pending = numbers.Reader.ReadAsync().AsTask(); } }")]
    [InlineData("var more = numbers.Reader.WaitToReadAsync().AsTask(); if (Task.WhenAny(more, Task.Delay(10)).Result == more) Console.WriteLine(numbers.Reader.ReadAsync().AsTask().Result);")]
    [InlineData("var more = numbers.Reader.WaitToReadAsync().AsTask(); Console.WriteLine(numbers.Reader.TryRead(out var number) ? number : 0); more.Wait();")]
    [InlineData("var first = numbers.Reader.WaitToReadAsync().AsTask(); first.Wait(); numbers.Reader.TryRead(out var number); Console.WriteLine(number);")]
    public Task Accepts_one_receive_after_the_other(string read) => Accepts($$"""
        var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
        {{read}}
        """, Helpers);

    [Theory]
    [InlineData("new UnboundedChannelOptions { SingleReader = true }")]
    [InlineData("new UnboundedChannelOptions { SingleWriter = false, SingleReader = true }")]
    [InlineData("new UnboundedChannelOptions()")]
    public Task Accepts_what_is_not_promised(string options) => Accepts($$"""
        var numbers = Channel.CreateUnbounded<int>({{options}});
        Parallel.For(0, 3, number => numbers.Writer.TryWrite(number));
        """);

    [Fact]
    public Task Accepts_a_channel_for_each_round() => Accepts("""
        for (var round = 0; round < 3; round++)
        {
            var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
            running.Add(Print(numbers.Reader));
            running.Add(Send(numbers.Writer, round));
        }
        """, Helpers);

    [Fact]
    public Task Flags_the_workers_of_a_type() => FlagsProgram("""
        class Workers
        {
            private readonly Channel<Action> jobs = Channel.CreateUnbounded<Action>(new() { [|SingleReader = true|] });
            private readonly List<Task> workers = new();

            public Workers(int count)
            {
                for (var number = 0; number < count; number++)
                    workers.Add(Task.Run(Work));
            }

            public void Add(Action job) => jobs.Writer.TryWrite(job);

            private async Task Work()
            {
                while (await jobs.Reader.WaitToReadAsync())
                    while (jobs.Reader.TryRead(out var job))
                        job();
            }
        }

        class Worker
        {
            private readonly Channel<Action> jobs = Channel.CreateUnbounded<Action>(new() { SingleReader = true, SingleWriter = true });
            private readonly Task working;

            public Worker() => working = Task.Run(Work);

            public void Add(Action job) => jobs.Writer.TryWrite(job);

            public void AddAll(IEnumerable<Action> all)
            {
                foreach (var job in all)
                    Add(job);
            }

            private async Task Work()
            {
                await foreach (var job in jobs.Reader.ReadAllAsync())
                    job();
            }
        }
        """);

    [Fact]
    public Task Says_who() => Says("""
        class C
        {
            async Task M()
            {
                var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
                var one = Task.Run(() => numbers.Writer.TryWrite(1));
                var two = Task.Run(() => numbers.Writer.TryWrite(2));
                await Task.WhenAll(one, two);
                Parallel.For(0, 3, number => numbers.Reader.TryRead(out _));
            }
        }
        """, "'numbers' promises a single reader, but several runs of one body read from it at once", "'numbers' promises a single writer, but two bodies write to it at once");

    [Fact]
    public Task Takes_the_promise_back() => Fixes("""
        class C
        {
            async Task M(int[] given)
            {
                var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions
                {
                    SingleReader = true,
                    [|SingleWriter = true|], // only one
                });
                var senders = given.Select(number => Task.Run(() => numbers.Writer.TryWrite(number))).ToList();
                await Task.WhenAll(senders);
            }
        }
        """, """
        class C
        {
            async Task M(int[] given)
            {
                var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions
                {
                    SingleReader = true,
                    SingleWriter = false, // only one
                });
                var senders = given.Select(number => Task.Run(() => numbers.Writer.TryWrite(number))).ToList();
                await Task.WhenAll(senders);
            }
        }
        """);

    [Fact]
    public Task Takes_two_promises_back() => Fixes("""
        class C
        {
            private readonly Action<ChannelWriter<int>, int> send = (to, number) => to.TryWrite(number);

            void M() => Run(() =>
            {
                var numbers = Channel.CreateBounded<int>(new BoundedChannelOptions(3) { [|SingleReader = true|], [|SingleWriter = true|] });
                Parallel.For(0, 3, number => numbers.Writer.TryWrite(number));
                Parallel.For(0, 3, number => numbers.Reader.TryRead(out _));
            });

            static void Run(Action run) => run();
        }
        """.ReplaceLineEndings("\r\n"), """
        class C
        {
            private readonly Action<ChannelWriter<int>, int> send = (to, number) => to.TryWrite(number);

            void M() => Run(() =>
            {
                var numbers = Channel.CreateBounded<int>(new BoundedChannelOptions(3) { SingleReader = false, SingleWriter = false });
                Parallel.For(0, 3, number => numbers.Writer.TryWrite(number));
                Parallel.For(0, 3, number => numbers.Reader.TryRead(out _));
            });

            static void Run(Action run) => run();
        }
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("var numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleWriter = ); Parallel.For(0, 3, number => numbers.Writer.TryWrite(number));")]
    [InlineData("var numbers = Channel.CreateUnbounded<int>(new() { SingleWriter = true ); Parallel.For(0, number => numbers.Writer.")]
    public async Task Survives_unfinished_code(string body) => await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ async Task M() {{ {body} }} }}")), [new SinglePromiseBroken()]);
}
