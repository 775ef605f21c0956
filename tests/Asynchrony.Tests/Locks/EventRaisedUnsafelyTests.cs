using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class EventRaisedUnsafelyTests : RuleTests<EventRaisedUnsafely>
{
    private const string Feed = """
        class Feed
        {
            private readonly object gate = new();
            private int count;
            public event EventHandler? Changed;
            public static event Action<int>? Counted;
            public event Func<int>? Asked;

            public void Add(int n) { lock (gate) count += n; }

            BODY
        }
        """;

    [Theory]
    [InlineData("public void Tell() { if (Changed != null) [|Changed|](this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { if (Changed != null) { Console.WriteLine(1); [|this.Changed|].Invoke(this, EventArgs.Empty); } }")]
    [InlineData("public void Tell() { if (null != Counted && count > 3) [|Counted|](count); }")]
    [InlineData("public void Tell() { if (Counted == null) return; Console.WriteLine(1); [|Feed.Counted|](count); }")]
    [InlineData("public void Tell() { if (Counted is not null) foreach (var n in new[] { 1, 2 }) [|Counted|](n); }")]
    [InlineData("public int Ask() => Asked != null ? [|Asked|]() : 0;")]
    [InlineData("public void Tell() => Task.Run(() => { if (Changed != null) [|Changed|](this, EventArgs.Empty); });")]
    public Task Flags_an_event_that_is_tested_and_raised(string body) => FlagsProgram(Feed.Replace("BODY", body));

    [Theory]
    [InlineData("public void Tell() => Changed?.Invoke(this, EventArgs.Empty);")]
    [InlineData("public void Tell() { var handlers = Changed; if (handlers != null) handlers(this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { if (Changed is { } handlers) handlers(this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { lock (gate) if (Changed != null) Changed(this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { if (Counted != null) Changed!(this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { Changed!(this, EventArgs.Empty); }")]
    [InlineData("public void Tell() { if (Changed == null) Console.WriteLine(count); else Console.WriteLine(Changed.GetInvocationList().Length); }")]
    public Task Accepts_one_read_and_locks(string body) => AcceptsProgram(Feed.Replace("BODY", body));

    [Theory]
    [InlineData("private readonly ManualResetEvent ended = new(false);")]
    [InlineData("private readonly SemaphoreSlim gate = new(1);")]
    [InlineData("private readonly CancellationTokenSource source = new();")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentQueue<int> numbers = new();")]
    public Task Flags_a_type_that_keeps_what_threads_meet_by(string kept) => FlagsProgram($$"""
        using System.Threading;

        class Feed
        {
            {{kept}}
            public event EventHandler? Changed;
            public void Tell() { if (Changed != null) [|Changed|](this, EventArgs.Empty); }
        }
        """);

    [Theory]
    [InlineData("private volatile bool isOn;", "if (Changed != null && isOn) [|Changed|](this, EventArgs.Empty);")]
    [InlineData("private int count;", "Interlocked.Increment(ref count); if (Changed != null) [|Changed|](this, EventArgs.Empty);")]
    [InlineData("private int count;", "await Task.Delay(count).ConfigureAwait(false); if (Changed != null) [|Changed|](this, EventArgs.Empty);")]
    public Task Flags_a_type_that_knows_threads_or_goes_on_anywhere(string kept, string body) => FlagsProgram(Awaiting(kept, body));

    [Theory]
    [InlineData("private bool isOn;", "if (Changed != null && isOn) Changed(this, EventArgs.Empty);")]
    [InlineData("private int count;", "await Task.Delay(count); if (Changed != null) Changed(this, EventArgs.Empty);")]
    [InlineData("private int count;", "await Task.Delay(count).ConfigureAwait(true); if (Changed != null) Changed(this, EventArgs.Empty);")]
    [InlineData("private int count;", "if (Changed != null) Changed(this, EventArgs.Empty); await Task.Delay(count).ConfigureAwait(false);")]
    [InlineData("private int count;", "Func<Task> work = async () => await Task.Delay(count).ConfigureAwait(false); if (Changed != null) Changed(this, EventArgs.Empty); await work();")]
    public Task Accepts_what_comes_back_to_its_caller(string kept, string body) => AcceptsProgram(Awaiting(kept, body));

    private static string Awaiting(string kept, string body) => $$"""
        using System.Threading;

        class Feed
        {
            {{kept}}
            public event EventHandler? Changed;
            public async Task Tell() { {{body}} await Task.Yield(); }
        }
        """;

    [Fact]
    public Task Accepts_types_without_threads_and_windows() => AcceptsProgram("""
        namespace System.Windows.Forms { class Form { } }

        namespace Mine
        {
            class Feed
            {
                public event EventHandler? Changed;
                public void Tell() { if (Changed != null) Changed(this, EventArgs.Empty); }
            }

            class Window : System.Windows.Forms.Form
            {
                private int count;
                public event EventHandler? Changed;
                public void Tell() { lock (this) count++; if (Changed != null) Changed(this, EventArgs.Empty); }
            }
        }
        """);

    [Fact]
    public Task Says_where_it_was_tested() => Says(Feed.Replace("BODY", "public void Tell() { if (Changed != null) Changed(this, EventArgs.Empty); }"),
        "'Changed' is raised here after the test in line 11, and the last handler may be removed in between");

    [Fact]
    public Task Raises_it_by_one_read() => Fixes(Feed.Replace("BODY", """
        public void Tell(bool twice)
            {
                Console.WriteLine(twice);

                // Somebody listens.
                if (Changed != null)
                    [|Changed|](this, EventArgs.Empty); // told

                if (Counted is not null)
                {
                    [|Counted|].Invoke(count);
                }

                if (Counted != null && twice)
                {
                    // Again.
                    [|Feed.Counted|](/* all */ count);
                }

                Action later = () =>
                {
                    if (this.Changed != null) [|this.Changed|](this, EventArgs.Empty);
                };
                later();
            }
        """), Feed.Replace("BODY", """
        public void Tell(bool twice)
            {
                Console.WriteLine(twice);

                // Somebody listens.
                Changed?.Invoke(this, EventArgs.Empty); // told

                Counted?.Invoke(count);

                if (Counted != null && twice)
                {
                    // Again.
                    Feed.Counted?.Invoke(/* all */ count);
                }

                Action later = () =>
                {
                    this.Changed?.Invoke(this, EventArgs.Empty);
                };
                later();
            }
        """));

    [Fact]
    public Task Raises_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tpublic event Action? Done;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tlock (this)\r\n\t\t\tConsole.WriteLine(1);\r\n\t\tif (Done != null)\r\n\t\t\t[|Done|]();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tpublic event Action? Done;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tlock (this)\r\n\t\t\tConsole.WriteLine(1);\r\n\t\tDone?.Invoke();\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_where_the_result_is_taken() => FlagsWithoutFix(Feed.Replace("BODY", "public int Ask() => Asked != null ? [|Asked|]() : 0;"));

    [Theory]
    [InlineData("public void Tell() { if (Changed != null) Changed(")]
    [InlineData("public void Tell() { if (Changed != ) Changed(this, ); }")]
    [InlineData("public void Tell() { if (Missing != null) Missing(this); }")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Feed.Replace("BODY", body))), [new EventRaisedUnsafely()]), found => Assert.Equal("ASY5024", found.Id));

    [Theory]
    [InlineData(" : System.Data.Common.DbTransaction", "Ended")]
    [InlineData("", "[|Ended|]")]
    public Task Accepts_what_one_thread_at_a_time_is_to_use(string parent, string raised) => FlagsProgram($$"""
        namespace System.Data.Common { abstract class DbTransaction { } }

        namespace Mine
        {
            class Transaction{{parent}}
            {
                private readonly object gate = new();
                private int count;
                public event EventHandler? Ended;
                public void Count() { lock (gate) count++; }
                public void Commit() { if (Ended != null) {{raised}}(this, EventArgs.Empty); }
            }
        }
        """);
}
