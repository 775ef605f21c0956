using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class SentMessageMutatedTests : RuleTests<SentMessageMutated>
{
    private const string Shop = """
        public sealed class Order { public int Id; public int Total { get; set; } public string? Note { get; set; } public List<int> Items { get; set; } = new(); public volatile bool Done; public void Add(int item) => Items.Add(item); public int Sum() => Items.Sum(); public TaskCompletionSource Served { get; } = new(); public Order Copy() => new() { Id = Id }; }
        public sealed class Batch(List<int> items) { public List<int> Items { get; } = items; }
        public sealed class Sorted { public Sorted(List<int> items) { Items = items.OrderBy(item => item).ToList(); } public List<int> Items { get; } }
        public sealed record Parcel(List<int> Items, int Number);
        public record struct Letter(List<int> Items, int Number);
        public sealed class Page : IDisposable { public void Dispose() => Console.WriteLine("closed"); }
        public static readonly BlockingCollection<Order> Orders = new();
        public static readonly BlockingCollection<object> Things = new();
        public static readonly BlockingCollection<byte[]> Blocks = new();
        public static readonly BlockingCollection<List<int>> Lists = new();
        public static readonly BlockingCollection<ReadOnlyMemory<byte>> Memories = new();
        public static readonly BlockingCollection<(List<int>, int)> Pairs = new();
        public static readonly Channel<Order> Mail = Channel.CreateBounded<Order>(10);
        public static readonly Channel<List<int>> Numbers = Channel.CreateUnbounded<List<int>>();
        public static Order Next() => new();
        public static void Log(object thing) => Console.WriteLine(thing);
        public static void Stamp(Order order) => order.Note = "stamped";
        public static readonly object Gate = new();
        """;

    [Fact]
    public Task Flags_a_change_of_what_was_sent() => Flags("""
        var order = new Order { Id = 3 };
        Orders.Add(order);
        [|order.Total = 5|];
        """, Shop);

    [Theory]
    [InlineData("[|order.Id++|];")]
    [InlineData("[|order.Total += 2|];")]
    [InlineData("[|order.Note ??= \"none\"|];")]
    [InlineData("[|order.Add|](3);")]
    [InlineData("[|order.Items.Add|](3);")]
    [InlineData("[|order.Items = new List<int>()|];")]
    [InlineData("[|Stamp|](order);")]
    [InlineData("var same = order; [|same.Total = 1|];")]
    [InlineData("if (order.Total > 3) [|order.Total = 3|];")]
    [InlineData("for (var round = 0; round < 3; round++) [|order.Total++|];")]
    [InlineData("Log(order); Console.WriteLine(order.Total); [|order.Total = 1|];")]
    public Task Flags_every_kind_of_change(string change) => Flags($"var order = new Order(); Orders.Add(order); {change}", Shop);

    [Theory]
    [InlineData("await Mail.Writer.WriteAsync(order);")]
    [InlineData("await Mail.Writer.WriteAsync(order).ConfigureAwait(false);")]
    [InlineData("var writing = Mail.Writer.WriteAsync(order); Log(writing);  await Task.Yield();")]
    public Task Flags_it_behind_an_asynchronous_send(string send) => Flags($"var order = new Order(); {send} [|order.Total = 1|];", Shop);

    [Theory]
    [InlineData("Mail.Writer.TryWrite(order);")]
    [InlineData("_ = Mail.Writer.TryWrite(order);")]
    [InlineData("Orders.TryAdd(order);")]
    [InlineData("var writer = Mail.Writer; writer.TryWrite(order);")]
    [InlineData("var same = order; Orders.Add(same);")]
    [InlineData("Orders.Add(order.Total > 3 ? new Order() : order);")]
    [InlineData("Things.Add(order);")]
    [InlineData("if (!Orders.TryAdd(order)) return;")]
    [InlineData("var sent = Orders.TryAdd(order); if (!sent) return;")]
    [InlineData("try { Orders.Add(order); } finally { Console.WriteLine(); }")]
    public Task Flags_every_way_to_send(string send) => Flags($"var order = new Order(); {send} [|order.Total = 1|];", Shop);

    [Theory]
    [InlineData("Things.Add(new Batch(items));")]
    [InlineData("Things.Add(new Parcel(items, 3));")]
    [InlineData("Pairs.Add((items, 3));")]
    [InlineData("Things.Add(new[] { items });")]
    [InlineData("Things.Add(new List<List<int>> { items });")]
    [InlineData("Things.Add(new { items });")]
    [InlineData("Orders.Add(new Order { Items = items });")]
    [InlineData("var order = new Order(); order.Items = items; Orders.Add(order);")]
    [InlineData("var batch = new Batch(items); Things.Add(batch);")]
    [InlineData("var letter = new Letter(items, 3); Things.Add(letter);")]
    [InlineData("Things.Add(items.Where(item => item > 3));")]
    [InlineData("Things.Add(items.AsReadOnly());")]
    [InlineData("var lists = new List<object>(); lists.Add(items); Things.Add(lists);")]
    public Task Flags_a_change_of_what_lies_in_the_message(string send) => Flags($"var items = new List<int> {{ 1 }}; {send} [|items.Clear|]();", Shop);

    [Theory]
    [InlineData("Memories.Add(buffer);")]
    [InlineData("Memories.Add(buffer.AsMemory(0, 3));")]
    [InlineData("Memories.Add(new ReadOnlyMemory<byte>(buffer, 0, 3));")]
    [InlineData("Blocks.Add(buffer);")]
    public Task Flags_a_buffer_under_a_view(string send) => Flags($"var buffer = new byte[10]; {send} [|buffer[0] = 1|];", Shop);

    [Fact]
    public Task Flags_a_part_of_what_was_sent() => Flags("""
        var order = Next();
        var items = order.Items;
        Orders.Add(order);
        [|items.Add|](1);
        """, Shop);

    [Fact]
    public Task Flags_one_buffer_for_all_rounds() => FlagsProgram("""
        class Reader(Stream source, BlockingCollection<byte[]> blocks)
        {
            public void Run()
            {
                var buffer = new byte[4096];
                while ([|source.Read|](buffer, 0, buffer.Length) > 0)
                    blocks.Add(buffer);
            }

            public async Task RunAsync(ChannelWriter<ReadOnlyMemory<byte>> output)
            {
                var buffer = new byte[4096];
                int count;
                while ((count = await [|source.ReadAsync|](buffer)) > 0)
                    await output.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        """);

    [Fact]
    public Task Flags_one_message_for_all_rounds() => Flags("""
        var order = new Order();
        for (var id = 0; id < 10; id++)
        {
            [|order.Id = id|];
            order.Total = id * 2;
            Orders.Add(order);
        }
        """, Shop);

    [Fact]
    public Task Flags_a_list_that_is_cleared_for_the_next_batch() => FlagsProgram("""
        class Collector
        {
            private readonly BlockingCollection<List<int>> batches = new();
            private readonly List<int> batch = new();

            public void Add(int item)
            {
                batch.Add(item);
                if (batch.Count < 100)
                    return;
                batches.Add(batch);
                [|batch.Clear|]();
            }

            public void Run()
            {
                foreach (var batch in batches.GetConsumingEnumerable())
                    Console.WriteLine(batch.Count);
            }
        }
        """);

    [Fact]
    public Task Flags_a_parameter_and_tells_where_it_was_sent() => Says("""
        class Desk(ChannelWriter<Order> orders)
        {
            public void Take(Order order)
            {
                orders.TryWrite(order);
                order.Total = 3;
            }

            public void Fill(Order order)
            {
                for (var id = 0; id < 3; id++)
                {
                    order.Id = id;
                    orders.TryWrite(order);
                }
            }

            public void Close(Page page, BlockingCollection<Page> pages)
            {
                using (page)
                    pages.Add(page);
            }
        }

        class Order { public int Id { get; set; } public int Total { get; set; } }
        class Page : IDisposable { public void Dispose() => Console.WriteLine(3); }
        """, "'order' is changed after line 5 has sent it", "'order' is changed in the next round after line 14 has sent it", "'page' is disposed of by its using after line 21 has sent it");

    [Fact]
    public Task Flags_what_a_using_closes() => FlagsProgram("""
        class Sender(BlockingCollection<Stream> streams)
        {
            public void Send(byte[] data)
            {
                using var stream = new MemoryStream(data);
                [|streams.Add|](stream);
            }

            public void SendBoth(byte[] data)
            {
                var stream = new MemoryStream(data);
                streams.Add(stream);
                [|stream.Dispose|]();
            }
        }
        """);

    [Fact]
    public Task Flags_a_queue_that_another_member_takes_from() => FlagsProgram("""
        class Order { public int Total { get; set; } }

        class Desk
        {
            private readonly ConcurrentQueue<Order> orders = new();
            private readonly ConcurrentQueue<Order> all = new();

            public void Take(Order order)
            {
                all.Enqueue(order);
                order.Total = 3;
                orders.Enqueue(order);
                [|order.Total = 4|];
            }

            public void Serve()
            {
                while (orders.TryDequeue(out var order))
                    Console.WriteLine(order.Total);
                foreach (var order in all)
                    Console.WriteLine(order.Total);
            }
        }
        """);

    [Fact]
    public Task Flags_a_local_channel_that_another_function_reads() => FlagsProgram("""
        class Order { public int Total { get; set; } }

        class Desk
        {
            public async Task Run()
            {
                var channel = Channel.CreateUnbounded<Order>();
                var writer = channel.Writer;
                var serving = Task.Run(async () =>
                {
                    await foreach (var order in channel.Reader.ReadAllAsync())
                        Console.WriteLine(order.Total);
                });
                var first = new Order();
                await writer.WriteAsync(first);
                [|first.Total = 3|];
                writer.Complete();
                await serving;
                first.Total = 4;
            }
        }
        """);

    [Theory]
    [InlineData("order.Total = 5; Orders.Add(order);")]
    [InlineData("Orders.Add(order); order = new Order(); order.Total = 3;")]
    [InlineData("Orders.Add(order); order = Next(); order.Total = 3;")]
    [InlineData("Orders.Add(order.Copy()); order.Total = 3;")]
    [InlineData("Orders.Add(order); Console.WriteLine(order.Sum() + order.Total);")]
    [InlineData("Orders.Add(order); order.Done = true;")]
    [InlineData("Orders.Add(order); Interlocked.Increment(ref order.Id);")]
    [InlineData("Orders.Add(order); order.Served.Task.Wait(); order.Total = 3;")]
    [InlineData("Orders.Add(order); order.Served.TrySetResult();")]
    [InlineData("if (!Orders.TryAdd(order)) order.Total = 3;")]
    [InlineData("if (Orders.TryAdd(order)) return; order.Total = 3;")]
    [InlineData("if (Orders.TryAdd(order) == false) order.Total = 3;")]
    [InlineData("var sent = Orders.TryAdd(order); if (!sent) order.Total = 3;")]
    [InlineData("var sent = order.Id > 3 && Orders.TryAdd(order); if (!sent) order.Total = 3;")]
    [InlineData("while (!Orders.TryAdd(order)) order.Total++;")]
    [InlineData("try { Orders.Add(order); } catch (InvalidOperationException) { order.Total = 3; }")]
    [InlineData("lock (Gate) { Orders.Add(order); order.Total = 3; }")]
    [InlineData("Orders.Add(order); lock (Gate) order.Total = 3;")]
    [InlineData("Orders.Add(order); var second = new Order(); second.Total = 3; Orders.Add(second);")]
    [InlineData("if (order.Id > 3) Orders.Add(order); else order.Total = 3;")]
    [InlineData("Lists.Add(order.Items); order.Items = new List<int>(); order.Items.Add(3);")]
    [InlineData("Lists.Add(order.Items.ToList()); order.Items.Clear();")]
    [InlineData("Lists.Add([.. order.Items]); order.Items.Clear();")]
    [InlineData("Things.Add(new Sorted(order.Items)); order.Items.Clear();")]
    [InlineData("Things.Add(order.Items.Count); order.Items.Clear();")]
    [InlineData("Things.Add(order.Items.ToArray()); order.Items.Clear();")]
    [InlineData("Lists.Add(order.Items); order.Total = 3;")]
    [InlineData("var pair = (order.Items, 3); Pairs.Add(pair); pair.Item2 = 4; pair = (new List<int>(), 3);")]
    [InlineData("foreach (var id in order.Items) { var next = new Order(); next.Id = id; Orders.Add(next); }")]
    [InlineData("foreach (var id in order.Items) { order = new Order(); order.Id = id; Orders.Add(order); }")]
    [InlineData("void Later() => order = new Order(); Orders.Add(order); Later(); order.Total = 3;")]
    public Task Accepts_what_nobody_shares(string body) => Accepts($"var order = Next(); {body}", Shop);

    [Fact]
    public Task Accepts_batches_that_are_made_anew() => Accepts("""
        var batch = new List<int>();
        for (var item = 0; item < 1000; item++)
        {
            batch.Add(item);
            if (batch.Count == 100)
            {
                Lists.Add(batch);
                batch = new List<int>();
            }
        }
        if (batch.Count > 0)
            Lists.Add(batch);
        """, Shop);

    [Fact]
    public Task Accepts_a_field_that_gets_another_object() => AcceptsProgram("""
        class Collector
        {
            private readonly BlockingCollection<List<int>> batches = new();
            private List<int> batch = new();
            private List<int> other = new();

            public void Add(int item)
            {
                batch.Add(item);
                if (batch.Count < 100)
                    return;
                batches.Add(batch);
                batch = new List<int>();
                batch.Add(item);
            }

            public void AddOther(int item)
            {
                other.Add(item);
                batches.Add(other);
                Renew();
                other.Add(item);
            }

            private void Renew() => other = new List<int>();
        }
        """);

    [Fact]
    public Task Accepts_an_object_that_sends_itself() => AcceptsProgram("""
        class Job(BlockingCollection<Job> jobs, List<int> items)
        {
            private readonly List<int> own = items;
            private int state;

            public void Queue()
            {
                jobs.Add(this);
                state = 1;
                own.Add(state);
                items.Add(2);
            }
        }
        """);

    [Fact]
    public Task Accepts_a_channel_of_one_function() => Accepts("""
        var orders = new BlockingCollection<Order>();
        var order = new Order();
        orders.Add(order);
        order.Total = 3;
        Console.WriteLine(orders.Take().Total);
        var mail = Channel.CreateUnbounded<Order>();
        mail.Writer.TryWrite(order);
        order.Total = 4;
        if (mail.Reader.TryRead(out var read))
            Console.WriteLine(read.Total);
        var waiting = new ConcurrentQueue<Order>();
        waiting.Enqueue(order);
        order.Total = 5;
        while (waiting.TryDequeue(out var next))
            next.Total++;
        """, Shop);

    [Fact]
    public Task Accepts_a_request_whose_answer_is_awaited() => AcceptsProgram("""
        class Request : IDisposable { public int Number { get; set; } public TaskCompletionSource<int> Answer { get; } = new(); public void Dispose() => Console.WriteLine(Number); }

        class Client(ChannelWriter<Request> requests)
        {
            public async Task<int> Ask(int number)
            {
                using var request = new Request { Number = number };
                await requests.WriteAsync(request);
                return await request.Answer.Task;
            }

            public async Task<int> AskTwice(int number)
            {
                var request = new Request { Number = number };
                await requests.WriteAsync(request);
                var answer = await request.Answer.Task;
                request.Number = answer;
                return request.Number;
            }
        }
        """);

    private const string Order = """

        class Order { public int Id { get; set; } public int Total { get; set; } public string? Note { get; set; } public List<int> Items { get; } = new(); }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_a_change_before_the_send(string line) => Fixes(("""
        class Desk(ChannelWriter<Order> orders, BlockingCollection<Order> others)
        {
            private int taken;

            public async Task Take(Order order, bool first)
            {
                var total = 3;
                if (first)
                {
                    // Off it goes.
                    await orders.WriteAsync(order).ConfigureAwait(false); // gone
                    taken++;
                    // The sum.
                    [|order.Total = total * 2|]; // in all
                    Console.WriteLine(taken);
                }

                await Task.Yield();
            }

            public Action<Order> Taking() => order =>
            {
                others.Add(order);
                [|order.Items.Add|](3);
            };
        }
        """ + Order).ReplaceLineEndings(line), ("""
        class Desk(ChannelWriter<Order> orders, BlockingCollection<Order> others)
        {
            private int taken;

            public async Task Take(Order order, bool first)
            {
                var total = 3;
                if (first)
                {
                    // The sum.
                    order.Total = total * 2; // in all
                    // Off it goes.
                    await orders.WriteAsync(order).ConfigureAwait(false); // gone
                    taken++;
                    Console.WriteLine(taken);
                }

                await Task.Yield();
            }

            public Action<Order> Taking() => order =>
            {
                order.Items.Add(3);
                others.Add(order);
            };
        }
        """ + Order).ReplaceLineEndings(line));

    [Fact]
    public Task Fixes_by_a_new_collection() => Fixes("""
        class Collector(BlockingCollection<List<int>> batches, BlockingCollection<IReadOnlyList<string>> texts)
        {
            private List<int> batch = new();

            public void Run(IEnumerable<int> items)
            {
                var lines = new List<string>();
                foreach (var item in items)
                {
                    batch.Add(item);
                    lines.Add(item.ToString());
                    if (batch.Count == 10)
                    {
                        batches.Add(batch);
                        texts.Add(lines);
                        // The next ones.
                        [|batch.Clear|](); // empty
                        [|lines.Clear|]();
                    }
                }
            }
        }
        """, """
        class Collector(BlockingCollection<List<int>> batches, BlockingCollection<IReadOnlyList<string>> texts)
        {
            private List<int> batch = new();

            public void Run(IEnumerable<int> items)
            {
                var lines = new List<string>();
                foreach (var item in items)
                {
                    batch.Add(item);
                    lines.Add(item.ToString());
                    if (batch.Count == 10)
                    {
                        batches.Add(batch);
                        texts.Add(lines);
                        // The next ones.
                        batch = new List<int>(); // empty
                        lines = new List<string>();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Fixes_by_a_new_message_in_each_round() => Fixes("""
        class Desk(ChannelWriter<Order> orders, BlockingCollection<byte[]> blocks)
        {
            public async Task Run(int[] totals, int size)
            {
                // One for all.
                var order = new Order();
                for (var id = 0; id < totals.Length; id++)
                {
                    // Its number.
                    [|order.Id = id|];
                    order.Total = totals[id];
                    if (order.Total > 3)
                        await orders.WriteAsync(order);
                }
            }

            public void Copy(Stream source, int size)
            {
                var buffer = new byte[size];
                while (true)
                {
                    var count = [|source.Read|](buffer, 0, size);
                    if (count == 0)
                        break;
                    blocks.Add(buffer);
                }
            }
        }
        """ + Order, """
        class Desk(ChannelWriter<Order> orders, BlockingCollection<byte[]> blocks)
        {
            public async Task Run(int[] totals, int size)
            {
                for (var id = 0; id < totals.Length; id++)
                {
                    // One for all.
                    var order = new Order();
                    // Its number.
                    order.Id = id;
                    order.Total = totals[id];
                    if (order.Total > 3)
                        await orders.WriteAsync(order);
                }
            }

            public void Copy(Stream source, int size)
            {
                while (true)
                {
                    var buffer = new byte[size];
                    var count = source.Read(buffer, 0, size);
                    if (count == 0)
                        break;
                    blocks.Add(buffer);
                }
            }
        }
        """ + Order);

    [Theory]
    [InlineData("orders.Add(order); var total = Count(); [|order.Total = total|];")]
    [InlineData("orders.Add(order); Console.WriteLine(order.Total); [|order.Total = 3|];")]
    [InlineData("orders.Add(order); [|order.Total = Count()|];")]
    [InlineData("orders.Add(order); if (order.Id > 3) [|order.Total = 3|];")]
    [InlineData("streams.Add(stream); [|stream.Dispose|]();")]
    [InlineData("lists.Add(order.Items); [|order.Items.Clear|]();")]
    [InlineData("var one = new Order(); for (var id = 0; id < 3; id++) { [|one.Id += id|]; orders.Add(one); }")]
    [InlineData("var one = new Order(); for (var id = 0; id < 3; id++) { [|one.Items.Add|](id); orders.Add(one); }")]
    [InlineData("var one = new Order(); for (var id = 0; id < 3; id++) { if (id > 1) [|one.Id = id|]; orders.Add(one); }")]
    [InlineData("var one = new Order(); for (var id = 0; id < 3; id++) { [|one.Id = id|]; one.Total = one.Total + 1; orders.Add(one); }")]
    [InlineData("var one = new Order(); for (var id = 0; id < 3; id++) { [|one.Id = id|]; orders.Add(one); } Console.WriteLine(one);")]
    [InlineData("var buffer = new byte[10]; while ([|stream.Read|](buffer, 0, 10) > 0) { blocks.Add(buffer); }")]
    public Task Offers_nothing_where_it_would_not_do(string body) => FlagsWithoutFix($$"""
        class Desk(BlockingCollection<Order> orders, BlockingCollection<Stream> streams, BlockingCollection<List<int>> lists, BlockingCollection<byte[]> blocks)
        {
            private int counted;
            private int Count() { Console.WriteLine("counts"); return orders.Count + counted++; }
            public void Run(Order order, Stream stream)
            {
                {{body.Replace("; ", ";\n        ")}}
            }
        }
        """ + Order);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C
        {
            void M(System.Collections.Concurrent.BlockingCollection<object> things)
            {
                var thing = new Missing();
                things.Add(thing);
                thing.
                things.Add();
            }
        }
        """)), [new SentMessageMutated()]));
}
