using Asynchrony.Analyzers.Channels;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Channels;

public sealed class SnapshotEnumerationTests : RuleTests<SnapshotEnumeration>
{
    private static string Desk(string members) => $$"""
        class Desk
        {
            private readonly BlockingCollection<string> lines = new();
            private readonly ConcurrentQueue<string> names = new();

            public void Send(string line) { lines.Add(line); names.Enqueue(line); }

            public void Close() => lines.CompleteAdding();

            {{members}}
        }
        """;

    [Theory]
    [InlineData("public void Start() => Task.Run(() => { foreach (var line in [|lines|]) Console.WriteLine(line); });")]
    [InlineData("public void Start() => new Thread(Run).Start(); private void Run() { foreach (var line in [|lines|]) Console.WriteLine(line); }")]
    [InlineData("public void Start() => new Thread(() => Run()).Start(); private void Run() { foreach (var line in [|lines|]) Console.WriteLine(line); }")]
    [InlineData("public void Start() => Task.Factory.StartNew(this.Run, TaskCreationOptions.LongRunning); private void Run() { foreach (var line in [|this.lines|]) Console.WriteLine(line); }")]
    [InlineData("public void Start() => ThreadPool.QueueUserWorkItem(_ => { foreach (var line in [|lines|]) Console.WriteLine(line); });")]
    public Task Flags_a_consumer_that_sees_a_moment(string members) => FlagsProgram(Desk(members));

    [Theory]
    [InlineData("public void Start() => Task.Run(() => { foreach (var line in lines.GetConsumingEnumerable()) Console.WriteLine(line); });")]
    [InlineData("public void Start() => Task.Run(() => { foreach (var name in names) Console.WriteLine(name); });")]
    [InlineData("public void Print() { foreach (var line in lines) Console.WriteLine(line); }")]
    [InlineData("public void Start() => Task.Run(() => { while (true) { foreach (var line in lines) Console.WriteLine(line); Thread.Sleep(1000); } });")]
    [InlineData("public void Start() => Task.Run(() => { foreach (var line in lines.ToArray()) Console.WriteLine(line); });")]
    [InlineData("public void Start() => Task.Run(() => { foreach (var line in lines) Console.WriteLine(line); while (lines.TryTake(out var line)) Console.WriteLine(line); });")]
    [InlineData("public void Start() => Task.Run(() => { foreach (var line in lines) Console.WriteLine(line); }); public void Take() => Console.WriteLine(lines.Take());")]
    [InlineData("public void Start() { using var timer = new Timer(_ => { foreach (var name in names) Console.WriteLine(name); }, null, 0, 100); }")]
    public Task Accepts_what_is_no_consumer(string members) => AcceptsProgram(Desk(members));

    [Fact]
    public Task Flags_a_collection_of_one_function_that_is_filled_later() => FlagsProgram("""
        class Desk
        {
            public void Run(string[] all)
            {
                var lines = new BlockingCollection<string>();
                var consumer = Task.Run(() =>
                {
                    foreach (var line in [|lines|])
                        Console.WriteLine(line);
                });
                foreach (var line in all)
                    lines.Add(line);
                lines.CompleteAdding();
                consumer.Wait();
            }

            public void RunFilled(string[] all)
            {
                var lines = new BlockingCollection<string>();
                foreach (var line in all)
                    lines.Add(line);
                var consumer = Task.Run(() =>
                {
                    foreach (var line in lines)
                        Console.WriteLine(line);
                });
                consumer.Wait();
            }

            public void RunCollected(string[] all)
            {
                var lines = new BlockingCollection<string>();
                Parallel.ForEach(all, line => lines.Add(line));
                foreach (var line in lines)
                    Console.WriteLine(line);
            }
        }
        """);

    [Fact]
    public Task Says_what_comes_later() => Says(Desk("public void Start() => Task.Run(() => { foreach (var line in lines) Console.WriteLine(line); });"),
        "This loop sees what is in 'lines' when it begins, not what line 6 adds later");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Fixes_by_the_consuming_enumerable(string line) => Fixes(Desk("""
        public void Start() => Task.Run(() =>
            {
                // All of them.
                foreach (var line in [|this.lines|] /* now */) // here
                    Console.WriteLine(line);
            });
        """).ReplaceLineEndings(line), Desk("""
        public void Start() => Task.Run(() =>
            {
                // All of them.
                foreach (var line in this.lines.GetConsumingEnumerable() /* now */) // here
                    Console.WriteLine(line);
            });
        """).ReplaceLineEndings(line));

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", Desk("public void Start() => Task.Run(() => { foreach (var line in ) ; foreach (var line in li ) Missing(; });"))), [new SnapshotEnumeration()]));
}
