using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadNeverStartedTests : RuleTests<ThreadNeverStarted>
{
    private const string Work = "public static void Work() => Console.WriteLine(1); public static void Use(object o) { }";

    [Fact]
    public Task Flags_a_local_that_is_never_started() => Flags("""
        var worker = [|new Thread|](() => Console.WriteLine("working"));
        worker.IsBackground = true;
        """);

    [Fact]
    public Task Flags_a_dropped_thread() => Flags("""
        [|new Thread|](() => Console.WriteLine("working"));
        """);

    [Fact]
    public Task Flags_a_discarded_thread() => Flags("""
        _ = [|new Thread|](Work);
        """, Work);

    [Fact]
    public Task Flags_a_target_typed_creation() => Flags("""
        Thread worker = [|new|](Work) { Name = "worker" };
        worker.Name += "!";
        """, Work);

    [Fact]
    public Task Flags_a_local_assigned_later() => Flags("""
        Thread? worker = null;
        worker = [|new Thread|](Work);
        if (worker != null)
            worker.Name = "worker";
        """, Work);

    [Fact]
    public Task Flags_a_thread_that_is_only_joined() => Flags("""
        var worker = [|new Thread|](Work);
        worker.Join();
        """, Work);

    [Fact]
    public Task Flags_a_thread_whose_body_is_called_directly() => Flags("""
        var worker = [|new Thread|](Work);
        Work();
        """, Work);

    [Theory]
    [InlineData("worker.Start();")]
    [InlineData("worker?.Start();")]
    [InlineData("worker.UnsafeStart();")]
    [InlineData("if (DateTime.Now.Ticks > 5) worker.Start();")]
    [InlineData("Use(worker);")]
    [InlineData("object kept = worker; Use(kept);")]
    [InlineData("Action later = () => worker.Start(); later();")]
    [InlineData("void Later() => worker.Start(); Later();")]
    [InlineData("var threads = new List<Thread> { worker }; threads.ForEach(thread => thread.Start());")]
    [InlineData("var threads = new[] { worker }; foreach (var thread in threads) thread.Start();")]
    [InlineData("Action start = worker.Start; start();")]
    [InlineData("ref var alias = ref worker; alias.Start();", "async method", "async lambda", "async local function", "async expression body", "iterator", "async iterator")]
    public Task Accepts_a_thread_that_is_started_or_handed_on(string then, params string[] except) => Accepts($$"""
        var worker = new Thread(Work);
        {{then}}
        """, Work, except);

    [Fact]
    public Task Accepts_a_thread_started_where_it_is_made() => Accepts("""
        new Thread(Work) { IsBackground = true }.Start();
        """, Work);

    [Theory]
    [InlineData("Console.WriteLine(new Thread(Work).CurrentUICulture);")]
    [InlineData("var probe = new Thread(Work); Console.WriteLine(probe.CurrentUICulture);")]
    [InlineData("var probe = new Thread(Work); Console.WriteLine(probe?.ManagedThreadId);")]
    public Task Accepts_a_thread_that_is_only_asked(string then) => Accepts(then, Work);

    [Theory]
    [InlineData("worker.Priority = ThreadPriority.Lowest;")]
    [InlineData("worker.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("Console.WriteLine(worker.Name);")]
    [InlineData("if (worker.IsAlive) worker.Join();")]
    public Task Flags_a_thread_that_is_set_up_or_watched(string then) => Flags($$"""
        var worker = [|new Thread|](Work);
        {{then}}
        """, Work);

    [Fact]
    public Task Accepts_two_threads_in_one_variable() => Accepts("""
        var worker = new Thread(Work);
        worker = new Thread(() => Console.WriteLine("other"));
        worker.Start();
        """, Work);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => Accepts("""
        if (false)
        {
        #pragma warning disable CS0162
            var worker = new Thread(Work);
            worker.Name = "never";
        #pragma warning restore CS0162
        }
        """, Work);

    [Fact]
    public Task Accepts_a_thread_in_an_expression_tree() => AcceptsProgram("""
        class C
        {
            System.Linq.Expressions.Expression<Func<Thread>> Make(ThreadStart work) => () => new Thread(work);
        }
        """);

    [Fact]
    public Task Flags_a_private_field_that_no_part_of_the_type_starts() => FlagsProgram("""
        partial class Server : IDisposable
        {
            private readonly Thread _worker;
            private readonly Thread _other = [|new Thread|](() => Console.WriteLine());

            public Server()
            {
                _worker = [|new Thread|](Loop);
                _worker.IsBackground = true;
            }

            private void Loop() => Console.WriteLine("serving");
        }

        partial class Server
        {
            public void Dispose()
            {
                if (_worker != null && _worker.IsAlive)
                    _worker.Join();
                _other?.Join();
            }
        }
        """);

    [Theory]
    [InlineData("public void Start() => _worker.Start();")]
    [InlineData("public void Start() => _worker?.Start();")]
    [InlineData("public Thread Worker => _worker;")]
    [InlineData("public int Id => _worker.ManagedThreadId;")]
    [InlineData("public void Start() => Run(_worker); static void Run(Thread thread) => thread.Start();")]
    [InlineData("public void Replace(Thread other) => _worker = other;")]
    [InlineData("public void Start() { var worker = _worker; worker.Start(); }")]
    [InlineData("public Action Start => _worker.Start;")]
    [InlineData("public void Again() { (_worker = new Thread(() => Console.WriteLine(1)) { IsBackground = true }).Start(); }")]
    public Task Accepts_a_field_that_is_started_or_let_out(string member) => AcceptsProgram($$"""
        class Server
        {
            private Thread _worker;
            public Server() => _worker = new Thread(() => Console.WriteLine("serving"));
            {{member}}
        }
        """);

    [Fact]
    public Task Accepts_fields_that_others_can_reach() => AcceptsProgram("""
        class Server
        {
            internal Thread Inner = new Thread(() => Console.WriteLine("serving"));
            protected Thread own = new Thread(() => Console.WriteLine("serving"));
            class Nested { private Thread worker = new Thread(() => { }); public class Deeper { public void Go(Nested n) => n.worker.Start(); } }
        }
        """);

    [Fact]
    public Task Says_which_thread_and_what_happens_instead() => Says("""
        class C
        {
            void M()
            {
                var worker = new Thread(Work);
                Work();
                new Thread(Work);
            }

            void Work() => Console.WriteLine("working");
        }
        """, "Thread 'worker' is created but never started; its body 'Work' is called directly instead", "This thread is created but never started");

    [Fact]
    public Task Points_at_the_variable_and_the_direct_call() => PointsAt("""
        class C
        {
            void M()
            {
                var worker = new Thread(Work);
                Work();
            }

            void Work() => Console.WriteLine("working");
        }
        """, 5, 6);

    [Fact]
    public Task Starts_the_thread_when_it_is_set_up() => Fixes("""
        class C
        {
            void M()
            {
                // The worker prints.
                var worker = [|new Thread|](() => Console.WriteLine("working")); // in time
                worker.IsBackground = true; // and in the background
                // Meanwhile:
                Console.WriteLine("meanwhile");
                worker.Join();
            }
        }
        """, """
        class C
        {
            void M()
            {
                // The worker prints.
                var worker = new Thread(() => Console.WriteLine("working")); // in time
                worker.IsBackground = true; // and in the background
                worker.Start();
                // Meanwhile:
                Console.WriteLine("meanwhile");
                worker.Join();
            }
        }
        """);

    [Fact]
    public Task Starts_all_threads_of_a_file() => Fixes("""
        class C
        {
            void M(int n)
            {
                switch (n)
                {
                    case 1:
                        var one = [|new Thread|](Work);
                        break;
                    case 2:
                        [|new Thread|](Work);
                        break;
                }
                Action nested = () =>
                {
                    Thread two = [|new|](() =>
                    {
                        var three = [|new Thread|](Work);
                    });
                };
            }

            static void Work() => Console.WriteLine("working");
        }
        """, """
        class C
        {
            void M(int n)
            {
                switch (n)
                {
                    case 1:
                        var one = new Thread(Work);
                        one.Start();
                        break;
                    case 2:
                        new Thread(Work).Start();
                        break;
                }
                Action nested = () =>
                {
                    Thread two = new(() =>
                    {
                        var three = new Thread(Work);
                        three.Start();
                    });
                    two.Start();
                };
            }

            static void Work() => Console.WriteLine("working");
        }
        """);

    [Fact]
    public Task Starts_a_thread_at_top_level() => Fixes("""
        var worker = [|new Thread|](() => Console.WriteLine("working"));
        Console.WriteLine("meanwhile");
        """, """
        var worker = new Thread(() => Console.WriteLine("working"));
        worker.Start();
        Console.WriteLine("meanwhile");
        """);

    [Fact]
    public Task Starts_the_thread_behind_what_it_reads() => Fixes("""
        class C
        {
            int[] Fill()
            {
                var limit = 0;
                var rows = new int[3];
                var worker = [|new Thread|](() => Console.WriteLine(rows[0] + limit));
                limit = 10;
                Console.WriteLine("filling");
                for (int i = 0; i < rows.Length; i++)
                    rows[i] = i;
                Console.WriteLine("filled");
                worker.Join();
                return rows;
            }
        }
        """, """
        class C
        {
            int[] Fill()
            {
                var limit = 0;
                var rows = new int[3];
                var worker = new Thread(() => Console.WriteLine(rows[0] + limit));
                limit = 10;
                Console.WriteLine("filling");
                for (int i = 0; i < rows.Length; i++)
                    rows[i] = i;
                worker.Start();
                Console.WriteLine("filled");
                worker.Join();
                return rows;
            }
        }
        """);

    [Fact]
    public Task Keeps_windows_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar worker = [|new Thread|](() => { });\r\n\t\tConsole.WriteLine();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar worker = new Thread(() => { });\r\n\t\tworker.Start();\r\n\t\tConsole.WriteLine();\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_where_the_author_must_decide() => FlagsWithoutFix("""
        class C
        {
            private Thread field = [|new Thread|](() => Console.WriteLine());

            void M()
            {
                var takesArgument = [|new Thread|](argument => Console.WriteLine(argument));
                var calledInstead = [|new Thread|](Work);
                Work();
                var joinedAtOnce = [|new Thread|](Other);
                joinedAtOnce.Join();
            }

            void Work() => Console.WriteLine("working");
            void Other() => Console.WriteLine("other");
        }
        """);
}
