using Asynchrony.CodeFixes.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class MonitorToSemaphoreTests : RefactoringTests<MonitorToSemaphore>
{
    [Fact]
    public Task Is_offered_at_the_field_and_wherever_the_lock_is_taken() => Turns("""
        class Journal(TextWriter file)
        {
            private readonly object [|_gate|] = new(); // one line at a time
            private int _lines;

            public void Add(string line)
            {
                // Lines stay whole.
                [|lock|] ([|_gate|])
                {
                    file.WriteLine(line);
                    _lines++;
                }
            }

            public int Count()
            {
                [|Monitor.Enter|](_gate);
                try { return _lines; }
                finally { [|Monitor.Exit|](_gate); }
            }
        }
        """, """
        class Journal(TextWriter file)
        {
            private readonly SemaphoreSlim _gate = new(1, 1); // one line at a time
            private int _lines;

            public void Add(string line)
            {
                // Lines stay whole.
                _gate.Wait();
                try
                {
                    file.WriteLine(line);
                    _lines++;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public int Count()
            {
                _gate.Wait();
                try { return _lines; }
                finally { _gate.Release(); }
            }
        }
        """);

    [Fact]
    public Task Waits_without_the_thread_where_the_code_is_async() => Turns("""
        class Journal(TextWriter file)
        {
            private readonly object _gate = new object();
            private readonly List<string> _lines = new();

            public async Task Add(string line)
            {
                [|lock|] (_gate)
                {
                    _lines.Add(line);
                }

                await file.FlushAsync();
            }
        }
        """, """
        class Journal(TextWriter file)
        {
            private readonly SemaphoreSlim _gate = new SemaphoreSlim(1, 1);
            private readonly List<string> _lines = new();

            public async Task Add(string line)
            {
                await _gate.WaitAsync();
                try
                {
                    _lines.Add(line);
                }
                finally
                {
                    _gate.Release();
                }

                await file.FlushAsync();
            }
        }
        """);

    [Theory]
    [InlineData("public void A() { lock (_gate) { B(); } } public void B() { lock (_gate) { _count++; } }", "code under the lock takes it again")]
    [InlineData("public void A() { lock (_gate) { _count++; Monitor.PulseAll(_gate); } } public void B() { lock (_gate) { while (_count == 0) Monitor.Wait(_gate); } }", "it is a condition too")]
    [InlineData("public void A(Action done) { lock (_gate) { _count++; done(); } }", "code of others runs under it")]
    [InlineData("public object Gate => _gate; public void A() { lock (_gate) { _count++; } }", "others may take it")]
    [InlineData("public void A() { lock (_gate) { _count++; } if (Monitor.TryEnter(_gate)) { Monitor.Exit(_gate); } }", "it is tried")]
    public Task Leaves_a_lock_that_is_more_than_one_at_a_time(string members, string why)
    {
        Assert.NotEmpty(why);
        return Leaves("class C { private readonly object [|_gate|] = new(); private int _count; " + members + " }");
    }

    [Theory]
    [InlineData("lock (_gate) { [|_count++|]; }")]
    [InlineData("[|_count++|]; lock (_gate) { _count++; }")]
    [InlineData("lock (_gate) { _count++; } var [|gate|] = new object(); lock (gate) { _count++; }")]
    [InlineData("lock (_gate) { _count++; } [|lock|] (this) { _count++; }")]
    public Task Is_offered_nowhere_else(string statements) => Leaves("class C { private readonly object _gate = new(); private int _count; public void A() { " + statements + " } }");

    [Theory]
    [InlineData("[|lock|] () { }")]
    [InlineData("lock ([|missing|]) { _count++; }")]
    public Task Leaves_code_that_is_not_finished(string statements) => Leaves("class C { private readonly object _gate = new(); private int _count; public void A() { " + statements + " } }");
}
