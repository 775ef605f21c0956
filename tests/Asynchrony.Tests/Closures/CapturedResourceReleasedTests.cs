using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class CapturedResourceReleasedTests : RuleTests<CapturedResourceReleased>
{
    private const string Members = """
        public static readonly List<Task> Tasks = [];
        public static void Work() => File.AppendAllText("log", "work");
        public static void Copy(Stream stream) => stream.CopyTo(Stream.Null);
        public static void Keep(Task task) => Tasks.Add(task);
        public static void Wait(Task task) => task.Wait();
        public static void WaitAndUnwrap(this Task task) => task.GetAwaiter().GetResult();
        """;

    [Theory]
    [InlineData("Task.Run(() => Copy([|stream|]));")]
    [InlineData("_ = Task.Run(() => Copy([|stream|]));")]
    [InlineData("var task = Task.Run(() => [|stream|].WriteByte(1)); Work();")]
    [InlineData("Task.Factory.StartNew(() => { Work(); [|stream|].WriteByte(1); [|stream2|].WriteByte(1); });")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Copy([|stream|]));")]
    [InlineData("new Thread(() => Copy([|stream|])).Start();")]
    [InlineData("var thread = new Thread(() => Copy([|stream|])); thread.Start(); if (!thread.Join(100)) Work();", true)]
    [InlineData("var task = Task.Run(() => Copy([|stream|])); Keep(task);")]
    [InlineData("Task.Run(Save); void Save() => Copy([|stream|]);")]
    [InlineData("var task = Task.Run(() => Copy([|stream|])); Work(); void Finish() => task.Wait();")]
    [InlineData("Action save = () => Copy([|stream|]); Task.Run(save);")]
    [InlineData("Task.Run(() => Copy(Stream.Null)).Wait(); Task.Run(() => Copy([|stream|]));")]
    [InlineData("var task = Task.Run(() => Copy([|stream|])); if (Tasks.Count > 0) task.Wait();")]
    public Task Flags_a_using_that_ends_first(string start, bool waits = false) => waits ? Accepts($$"""
        using var stream = File.OpenRead("a");
        {{start.Replace("[|", "").Replace("|]", "")}}
        """, Members) : Flags($$"""
        using (var stream2 = File.OpenRead("b"))
        {
            using var stream = File.OpenRead("a");
            {{start}}
        }
        """, Members);

    [Theory]
    [InlineData("board", "board.Show(3);")]
    [InlineData("[|board|]", "board.Clear();")]
    [InlineData("[|board|]", "Console.WriteLine(board);")]
    public Task Knows_a_resource_that_has_the_caller_wait(string use, string then) => FlagsProgram($$"""
        sealed class Board : IDisposable
        {
            private readonly BlockingCollection<string> lines = new();
            public void Add(string line) => lines.Add(line);
            public void Clear() => Console.Clear();
            public void Show(int count) { for (var line = 0; line < count; line++) Console.WriteLine(lines.Take()); }
            public void Dispose() => lines.Dispose();
        }

        class News
        {
            void Print()
            {
                using var board = new Board();
                ThreadPool.QueueUserWorkItem(_ => {{use}}.Add("rain"));
                {{then}}
            }
        }
        """);

    [Theory]
    [InlineData("var stream = File.OpenRead(\"a\"); Task.Run(() => Copy([|stream|])); stream.Dispose();")]
    [InlineData("Stream? stream = File.OpenRead(\"a\"); Task.Run(() => Copy([|stream|])); stream?.Dispose();")]
    [InlineData("var stream = File.OpenRead(\"a\"); Task.Run(() => Copy([|stream|])); ((IDisposable)stream).Dispose();")]
    [InlineData("var stream = File.OpenRead(\"a\"); try { Task.Run(() => Copy([|stream|])); Work(); } finally { stream.Close(); }")]
    [InlineData("var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(4096); Task.Run(() => Copy(new MemoryStream([|buffer|]))); System.Buffers.ArrayPool<byte>.Shared.Return(buffer);")]
    [InlineData("using var source = new CancellationTokenSource(); Task.Run(() => { for (var i = 0; i < 9; i++) [|source|].Token.ThrowIfCancellationRequested(); }); source.Cancel();")]
    [InlineData("using (var lines = File.OpenText(\"a\")) { var reader = new Thread(() => Console.WriteLine([|lines|].ReadLine())); reader.Start(); Work(); }")]
    [InlineData("foreach (var name in new[] { \"a\", \"b\" }) { using var stream = File.OpenRead(name); Tasks.Add(Task.Run(() => Copy([|stream|]))); } Task.WaitAll(Tasks.ToArray());")]
    public Task Flags_every_way_to_give_it_up(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var text = pool.Get(); text.Append(1); Task.Run(() => Console.WriteLine([|text|].ToString())); pool.Return(text);")]
    [InlineData("var text = pool.Get(); try { new Thread(() => Console.WriteLine([|text|].ToString())).Start(); Console.WriteLine(1); } finally { pool.Return(text); }")]
    [InlineData("var text = pool.Get(); var showing = Task.Run(() => Console.WriteLine(text.ToString())); showing.Wait(); pool.Return(text);")]
    [InlineData("var text = pool.Get(); Task.Run(() => { Console.WriteLine(text.ToString()); pool.Return(text); });")]
    [InlineData("var text = pool.Get(); Task.Run(() => Console.WriteLine(text.ToString()));")]
    [InlineData("var text = pool.Get(); var shown = text.ToString(); Task.Run(() => Console.WriteLine(shown)); pool.Return(text);")]
    public Task Follows_objects_of_a_pool(string body) => FlagsProgram($$"""
        using System.Text;
        using Microsoft.Extensions.ObjectPool;

        namespace Microsoft.Extensions.ObjectPool
        {
            public abstract class ObjectPool<T> where T : class
            {
                public abstract T Get();
                public abstract void Return(T given);
            }
        }

        class Pages
        {
            void Show(ObjectPool<StringBuilder> pool)
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Flags_async_code() => Flags("""
        await using var stream = File.OpenRead("a");
        var copy = Task.Run(async () => await [|stream|].CopyToAsync(Stream.Null));
        await File.WriteAllTextAsync("b", "b");
        """);

    [Fact]
    public Task Flags_a_task_that_is_returned() => FlagsProgram("""
        class C
        {
            Task Copy(string name)
            {
                using var stream = File.OpenRead(name);
                return Task.Run(() => [|stream|].CopyTo(Stream.Null));
            }

            void Close(Stream stream)
            {
                Task.Run(() => [|stream|].CopyTo(Stream.Null));
                stream.Dispose();
            }
        }
        """);

    [Theory]
    [InlineData("using var stream = File.OpenRead(\"a\"); Task.Run(() => Copy(stream)).Wait();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(() => Copy(stream)); Work(); task.GetAwaiter().GetResult();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var thread = new Thread(() => Copy(stream)); thread.Start(); Work(); thread.Join();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(() => Copy(stream)); Wait(task);")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(Work).ContinueWith(_ => Copy(stream)); Work(); task.WaitAndUnwrap();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); Task.Run(() => Copy(stream)).WaitAndUnwrap();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var tasks = new List<Task>(); for (var i = 0; i < 3; i++) tasks.Add(Task.Run(() => Copy(stream))); Task.WaitAll(tasks.ToArray());")]
    [InlineData("using var done = new ManualResetEventSlim(); ThreadPool.QueueUserWorkItem(_ => { Work(); done.Set(); }); done.Wait();")]
    [InlineData("using var done = new CountdownEvent(2); using var stream = File.OpenRead(\"a\"); for (var i = 0; i < 2; i++) ThreadPool.QueueUserWorkItem(_ => { Copy(stream); done.Signal(); }); done.Wait();")]
    [InlineData("var stream = File.OpenRead(\"a\"); Task.Run(() => Copy(stream));")]
    [InlineData("var stream = File.OpenRead(\"a\"); Task.Run(() => { using (stream) Copy(stream); });")]
    [InlineData("var stream = File.OpenRead(\"a\"); try { Task.Run(() => { Copy(stream); stream.Dispose(); }); } catch { stream.Dispose(); throw; }")]
    [InlineData("var stream = File.OpenRead(\"a\"); try { Task.Run(() => Copy(stream)); } catch { stream.Dispose(); throw; }")]
    [InlineData("var stream = File.OpenRead(\"a\"); Task.Run(() => Copy(stream)).ContinueWith(_ => stream.Dispose());")]
    [InlineData("using (ExecutionContext.SuppressFlow()) Task.Run(() => Work());")]
    [InlineData("Task.Run(() => { using var stream = File.OpenRead(\"a\"); Copy(stream); });")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var name = stream.Name; Task.Run(() => Console.WriteLine(name));")]
    [InlineData("using var stream = File.OpenRead(\"a\"); Parallel.For(0, 3, i => Copy(stream));")]
    [InlineData("using var stream = File.OpenRead(\"a\"); new[] { 1, 2 }.ToList().ForEach(i => stream.WriteByte((byte)i));")]
    [InlineData("using var stream = File.OpenRead(\"a\"); using var timer = new Timer(_ => Copy(stream), null, 0, 100); Work();")]
    [InlineData("var rows = new[] { 1, 2 }; Task.Run(() => Console.WriteLine(rows.Length)); foreach (var row in rows) Work();")]
    [InlineData("var rows = new BlockingCollection<int>(); new Thread(() => Console.WriteLine(rows.Count)).Start(); foreach (var row in rows) Work();")]
    [InlineData("var first = Task.Run(Work); var second = Task.Run(() => first.Wait()); first.Dispose();")]
    [InlineData("using var source = new CancellationTokenSource(); Task.Run(() => { while (!source.IsCancellationRequested) Work(); }); source.Cancel();")]
    [InlineData("using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0); Task.Run(() => { while (true) socket.AcceptTcpClient(); }); Work();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(() => Copy(stream)); while (!task.IsCompleted) Thread.Sleep(1);")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var thread = new Thread(() => Copy(stream)); thread.Start(); do Work(); while (thread.IsAlive);")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var thread = new Thread(() => Copy(stream)); thread.Start(); Finish(); void Finish() { Work(); thread.Join(); }")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(() => Copy(stream)); Func<bool> finish = () => task.Wait(100); Work(); finish();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var done = new TaskCompletionSource(); Task.Run(() => { Copy(stream); done.SetResult(); }); while (!done.Task.IsCompleted) Work();")]
    [InlineData("using var stream = File.OpenRead(\"a\"); System.Linq.Expressions.Expression<Func<Task>> later = () => Task.Run(() => Copy(stream));")]
    public Task Accepts_what_is_over_before_the_release(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("using var stream = File.OpenRead(\"a\"); await Task.Run(() => Copy(stream));")]
    [InlineData("using var stream = File.OpenRead(\"a\"); var task = Task.Run(() => Copy(stream)); Work(); await task.ConfigureAwait(false);")]
    [InlineData("await using var stream = File.OpenRead(\"a\"); var one = Task.Run(() => Copy(stream)); var two = Task.Run(() => Copy(stream)); await Task.WhenAll(one, two);")]
    [InlineData("using var stream = File.OpenRead(\"a\"); try { await Task.Run(() => Copy(stream)); } finally { Work(); }")]
    [InlineData("var done = new TaskCompletionSource<bool>(); var copied = done.Task; using (var stream = File.OpenRead(\"a\")) { Keep(Task.Run(() => { Copy(stream); done.TrySetResult(true); })); await copied.ConfigureAwait(false); }")]
    public Task Accepts_awaits(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        namespace Xunit { public sealed class FactAttribute : Attribute; }
        class CommandTests
        {
            [Xunit.Fact]
            public void Cancels()
            {
                using var command = File.OpenRead("a");
                Task.Run(() => command.Close());
                command.ReadByte();
            }

            [Xunit.Fact]
            public void Reads()
            {
                using var command = File.OpenRead("a");
                Task.Run(() => command.ReadByte());
            }
        }
        """);

    [Fact]
    public Task Accepts_unfinished_code() => AcceptsProgram("""
        class C
        {
            void M(Stream stream)
            {
                Task.Run(() => { });
                stream.Dispose();
            }
        }
        """);

    [Fact]
    public Task Says_what_is_released_where() => Says("""
        class C
        {
            void M()
            {
                using (var stream = File.OpenRead("a"))
                {
                    Task.Run(() => stream.CopyTo(Stream.Null));
                }

                var other = File.OpenRead("b");
                new Thread(() => other.CopyTo(Stream.Null)).Start();
                other.Dispose();
            }
        }
        """,
        "'stream' is released in line 8 while the task that captures it may still run",
        "'other' is released in line 12 while the thread that captures it may still run");

    [Fact]
    public Task Points_at_the_release_and_the_start() => PointsAt("""
        class C
        {
            void M()
            {
                using var stream = File.OpenRead("a");
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    stream.CopyTo(Stream.Null);
                });
            }
        }
        """, 10, 6);

    [Fact]
    public Task Awaits_the_task_where_the_using_ends() => Fixes("""
        class C
        {
            async Task M(string name)
            {
                using var stream = File.OpenRead(name);
                // in the meantime
                var copy = Task.Run(() => [|stream|].CopyTo(Stream.Null)); // on the pool
                await File.AppendAllTextAsync("log", name);
                void Log() => Console.WriteLine(name);
            }
        }
        """, """
        class C
        {
            async Task M(string name)
            {
                using var stream = File.OpenRead(name);
                // in the meantime
                var copy = Task.Run(() => stream.CopyTo(Stream.Null)); // on the pool
                await File.AppendAllTextAsync("log", name);
                await copy;
                void Log() => Console.WriteLine(name);
            }
        }
        """);

    [Fact]
    public Task Keeps_a_task_that_was_dropped_and_fixes_all() => Fixes("""
        class C
        {
            async Task M(string name, int task)
            {
                using (var stream = File.OpenRead(name))
                {
                    _ = Task.Run(() => [|stream|].CopyTo(Stream.Null)); // first
                    await File.AppendAllTextAsync("log", name);
                }

                Func<Task> later = async () =>
                {
                    await using var other = File.OpenRead(name);
                    await Task.Yield();
                    // last
                    _ = Task.Run(() => [|other|].CopyTo(Stream.Null));
                };
                await later();
            }
        }
        """, """
        class C
        {
            async Task M(string name, int task)
            {
                using (var stream = File.OpenRead(name))
                {
                    var task2 = Task.Run(() => stream.CopyTo(Stream.Null)); // first
                    await File.AppendAllTextAsync("log", name);
                    await task2;
                }

                Func<Task> later = async () =>
                {
                    await using var other = File.OpenRead(name);
                    await Task.Yield();
                    // last
                    await Task.Run(() => other.CopyTo(Stream.Null));
                };
                await later();
            }
        }
        """);

    [Fact]
    public Task Joins_the_thread_and_keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tvoid M(string name)\r\n\t{\r\n\t\tusing var lines = File.OpenText(name);\r\n\t\tvar reader = new Thread(() => File.WriteAllText(\"a\", [|lines|].ReadLine()));\r\n\t\treader.Start();\r\n\t\tConsole.WriteLine(name);\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M(string name)\r\n\t{\r\n\t\tusing var lines = File.OpenText(name);\r\n\t\tvar reader = new Thread(() => File.WriteAllText(\"a\", lines.ReadLine()));\r\n\t\treader.Start();\r\n\t\tConsole.WriteLine(name);\r\n\t\treader.Join();\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("void", "using var stream = File.OpenRead(\"a\"); Task.Run(() => [|stream|].ReadByte()); Console.WriteLine(stream.Length);")]
    [InlineData("void", "using var stream = Open(); var thread = new Thread(() => [|stream|].ReadByte()); thread.Start();")]
    [InlineData("void", "var name = \"a\"; using var stream = File.OpenRead(name); ThreadPool.QueueUserWorkItem(_ => [|stream|].ReadByte()); File.Delete(name);")]
    [InlineData("void", "var name = \"a\"; using var stream = File.OpenRead(name); ThreadPool.QueueUserWorkItem(_ => { ThreadPool.QueueUserWorkItem(_ => [|stream|].ReadByte()); }); name = \"b\";")]
    [InlineData("void", "var lines = new List<string>(); using var stream = new StringReader(string.Concat(lines)); ThreadPool.QueueUserWorkItem(_ => [|stream|].Read());")]
    [InlineData("void", "using var stream = new StringReader(this.ToString()!); ThreadPool.QueueUserWorkItem(_ => [|stream|].Read());")]
    [InlineData("void", "if (Console.KeyAvailable) { using (var stream = File.OpenRead(\"a\")) Task.Run(() => [|stream|].ReadByte()); }")]
    [InlineData("void", "var stream = File.OpenRead(\"a\"); Task.Run(() => [|stream|].ReadByte()); stream.Dispose();")]
    [InlineData("async Task", "using var stream = Open(); await Task.Yield(); var task = Task.Run(() => { [|stream|].ReadByte(); Console.ReadLine(); });")]
    [InlineData("async Task", "using var stream = Open(); var task = Task.Run(() => [|stream|].ReadByte()); if (Console.KeyAvailable) return; await Task.Yield();")]
    [InlineData("async Task", "using var stream = File.OpenRead(\"a\"); await Task.Yield(); if (Console.KeyAvailable) { var task = Task.Run(() => [|stream|].ReadByte()); }")]
    [InlineData("async Task", "var stream = File.OpenRead(\"a\"); await Task.Yield(); _ = Task.Run(() => [|stream|].ReadByte()); stream.Dispose();")]
    [InlineData("async Task", "using var stream = Open(); await Task.Yield(); var read = Task.Run(() => [|stream|].ReadByte()).ContinueWith(_ => Console.ReadLine());")]
    [InlineData("void", "lock (this) { using (var stream = File.OpenRead(\"a\")) { var thread = new Thread(() => { lock (this) [|stream|].ReadByte(); }); thread.Start(); Console.WriteLine(1); } }")]
    [InlineData("async Task", "await Task.Yield(); lock (this) { using var stream = Open(); var task = Task.Run(() => [|stream|].ReadByte()); Console.WriteLine(1); }")]
    public Task Offers_nothing_where_waiting_may_be_wrong(string returns, string body) => FlagsWithoutFix($$"""
        class C
        {
            private FileStream Open() => File.OpenRead("a");

            {{returns}} M()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Lets_the_body_open_what_it_alone_uses() => Fixes("""
        class C
        {
            void M(string name, FileMode mode)
            {
                // The letters.
                using var stream = new FileStream(name, mode); // for reading
                // in the meantime
                Task.Run(() => [|stream|].ReadByte()); // on the pool
                Console.WriteLine();
            }

            void N(string name)
            {
                using var lines = File.OpenText(name);
                var thread = new Thread(() =>
                {
                    // All of them.
                    Console.WriteLine([|lines|].ReadToEnd());
                    Console.WriteLine(lines.EndOfStream);
                });
                thread.Start();
            }

            void O(int size)
            {
                using var memory = new MemoryStream(size);
                ThreadPool.QueueUserWorkItem(_ => { [|memory|].WriteByte(1); Console.WriteLine(memory.Length); });
            }

            void P(string name)
            {
                using StreamReader lines = new StreamReader(name);
                _ = Task.Run(async () => Console.WriteLine(await [|lines|].ReadLineAsync()));
            }
        }
        """, """
        class C
        {
            void M(string name, FileMode mode)
            {
                // in the meantime
                Task.Run(() =>
                {
                    // The letters.
                    // for reading
                    using var stream = new FileStream(name, mode);
                    return stream.ReadByte();
                }); // on the pool
                Console.WriteLine();
            }

            void N(string name)
            {
                var thread = new Thread(() =>
                {
                    using var lines = File.OpenText(name);
                    // All of them.
                    Console.WriteLine(lines.ReadToEnd());
                    Console.WriteLine(lines.EndOfStream);
                });
                thread.Start();
            }

            void O(int size)
            {
                ThreadPool.QueueUserWorkItem(_ => { using var memory = new MemoryStream(size); memory.WriteByte(1); Console.WriteLine(memory.Length); });
            }

            void P(string name)
            {
                _ = Task.Run(async () =>
                {
                    using StreamReader lines = new StreamReader(name);
                    Console.WriteLine(await lines.ReadLineAsync());
                });
            }
        }
        """);

    [Fact]
    public Task Lets_the_body_open_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tvoid M(string name)\r\n\t{\r\n\t\tusing var lines = File.OpenText(name);\r\n\t\tTask.Run(() => Console.WriteLine([|lines|].ReadLine()));\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M(string name)\r\n\t{\r\n\t\tTask.Run(() =>\r\n\t\t{\r\n\t\t\tusing var lines = File.OpenText(name);\r\n\t\t\tConsole.WriteLine(lines.ReadLine());\r\n\t\t});\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Flags_parallel_loops_over_tasks() => FlagsProgram("""
        class C
        {
            Task Copy(string[] names, string target)
            {
                using var log = new StreamWriter(target);
                return Parallel.ForEachAsync(names, async (name, cancellation) => await [|log|].WriteLineAsync(name.AsMemory(), cancellation));
            }

            async Task Wait(string[] names, string target)
            {
                using var log = new StreamWriter(target);
                await Parallel.ForEachAsync(names, async (name, cancellation) => await log.WriteLineAsync(name.AsMemory(), cancellation));
                Parallel.ForEach(names, name => { lock (log) log.WriteLine(name); });
            }
        }
        """);
}
