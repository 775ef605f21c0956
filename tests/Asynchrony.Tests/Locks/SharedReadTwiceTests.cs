using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class SharedReadTwiceTests : RuleTests<SharedReadTwice>
{
    private const string Link = """
        sealed class Link : IDisposable
        {
            private readonly object gate = new();
            private Stream? output = Stream.Null;
            private volatile Action? done;
            private DateTime? limit;
            private int sent;

            public void Count(int n) { lock (gate) sent += n; }
            public void Close() { lock (gate) { output = null; done = null; limit = null; } Console.WriteLine(sent); }
            public void Dispose() { if (output != null) { output.Dispose(); output = null; } }

            BODY
        }
        """;

    [Theory]
    [InlineData("public void Send(byte b) { if (output != null) [|output|].WriteByte(b); }")]
    [InlineData("public void Send(byte b) { if (this.output is not null && b > 3) { Console.WriteLine(b); [|this.output|].WriteByte(b); } }")]
    [InlineData("public void Send(byte b) { if (output == null) return; [|output|].WriteByte(b); output.Flush(); }")]
    [InlineData("public void Send(byte b) { if (output is null) throw new InvalidOperationException(); Console.WriteLine(b); [|output|].WriteByte(b); }")]
    [InlineData("public bool CanSend => output != null && [|output|].CanWrite;")]
    [InlineData("public long Length() => output is { } ? [|output|].Length : 0;")]
    [InlineData("public void Done() { if (done != null) [|done|](); }")]
    [InlineData("public int Year() => limit.HasValue ? [|limit|].Value.Year : 0;")]
    [InlineData("public void Drain() { while (output != null) [|output|].Flush(); }")]
    [InlineData("public async Task Flush() { if (output != null) await [|output|].FlushAsync(); }")]
    [InlineData("public void Begin(Task work) { lock (gate) { output = Stream.Null; work.ContinueWith((_, all) => { var that = (Link)all!; that.output = null; }, this); } Console.WriteLine(sent); if (sent > 3 && this.output != null) { [|this.output|].FlushAsync().Wait(); } }")]
    [InlineData("public void Each() { void Send() { if (output != null) [|output|].WriteByte(3); } Send(); }")]
    [InlineData("public void Send(byte b) { try { if (output != null) [|output|].WriteByte(b); } catch (IOException e) { Console.WriteLine(e); } }")]
    [InlineData("public void Send(byte b) { try { if (output != null) [|output|].WriteByte(b); } catch (Exception e) { Console.WriteLine(e); throw; } }")]
    [InlineData("public void Send(byte b) { try { Console.WriteLine(b); } catch { if (output != null) [|output|].WriteByte(b); } }")]
    public Task Flags_what_is_tested_and_read_again(string body) => FlagsProgram(Link.Replace("BODY", body));

    [Theory]
    [InlineData("public void Send(byte b) { try { if (output != null) output.WriteByte(b); } catch (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("public void Send(byte b) { try { try { if (output != null) output.WriteByte(b); } finally { Console.WriteLine(b); } } catch { } }")]
    [InlineData("public void Send(byte b) { var now = output; if (now != null) now.WriteByte(b); }")]
    [InlineData("public void Send(byte b) => output?.WriteByte(b);")]
    [InlineData("public void Send(byte b) { if (output is { } now) now.WriteByte(b); }")]
    [InlineData("public void Send(byte b) { lock (gate) if (output != null) output.WriteByte(b); }")]
    [InlineData("public void Send(byte b) { lock (gate) Put(b); } private void Put(byte b) { if (output != null) output.WriteByte(b); }")]
    [InlineData("public void Send(byte b) { output = Stream.Null; if (output != null) { output = Stream.Null; output.WriteByte(b); } }")]
    [InlineData("public void Send(byte b) { output!.WriteByte(b); }")]
    [InlineData("public void Send(byte b) { if (output == null) Console.WriteLine(b); output!.WriteByte(b); }")]
    [InlineData("public void Send(Link other) { if (output != null) other.output!.WriteByte(1); }")]
    [InlineData("public void Start() { if (output != null) output.WriteByte(1); }")]
    [InlineData("public bool IsOpen => output != null && sent > 3;")]
    [InlineData("private volatile Stream? key = Stream.Null; public bool Asks() => key != null && key.CanRead; private void DisposeSecrets() { key = null; Console.WriteLine(sent); } public void End() => DisposeSecrets();")]
    [InlineData("public void Check() { if (output != null) System.Diagnostics.Debug.Assert(output.CanWrite); }")]
    [InlineData("private readonly Stream? log = Stream.Null; private Stream? trace = Stream.Null; public void Log() { if (log != null) log.WriteByte(1); if (trace != null) trace.WriteByte(2); }")]
    public Task Accepts_one_read_and_what_nobody_clears(string body) => AcceptsProgram(Link.Replace("BODY", body));

    /// <summary>A view model belongs to the thread of the interface, whatever it locks.</summary>
    [Theory]
    [InlineData("ScriptVM", "state")]
    [InlineData("ScriptViewModel", "state")]
    [InlineData("Script", "[|state|]")]
    public Task Accepts_view_models(string name, string target) => FlagsProgram($$"""
        class State { public bool Busy; public string Name = ""; }

        class {{name}}
        {
            private readonly object gate = new();
            private State? state;
            public void Begin() { state = new State(); lock (gate) state.Busy = true; }
            public void Reset() { lock (gate) state = null; }
            public int Length() { if (state == null) return 0; return {{target}}.Name.Length; }
        }
        """);

    /// <summary>What is to run where it was started is no other thread.</summary>
    [Theory]
    [InlineData("Task.Run(() => 3).ContinueWith(_ => state = new State(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.FromCurrentSynchronizationContext());", "state = null;", "state")]
    [InlineData("var here = TaskScheduler.FromCurrentSynchronizationContext(); Task.Run(() => 3).ContinueWith(_ => { state = null; }, here);", "state = null;", "state")]
    [InlineData("Task.Run(() => 3).ContinueWith(_ => { state = null; });", "state = null;", "[|state|]")]
    public Task Knows_who_else_comes_to_it(string begins, string reset, string target) => FlagsProgram($$"""
        class State { public bool Busy; public string Name = ""; }

        class Runner
        {
            private readonly object gate = new();
            private State? state = new();
            private int runs;
            public void Begin() { if (runs++ > 3) { {{begins.Replace("state.Busy", "state!.Busy")}} } }
            public void Reset() { Console.WriteLine(runs); {{reset}} }
            public int Length() { if (state == null) return 0; return {{target}}.Name.Length; }
            public void Count() { lock (gate) Console.WriteLine(runs); }
        }
        """);

    [Fact]
    public Task Accepts_types_without_a_sign_of_threads_and_windows() => AcceptsProgram("""
        namespace System.Windows.Forms { class Form { } }

        namespace Mine
        {
            class Link
            {
                private Stream? output = Stream.Null;
                public void Send(byte b) { if (output != null) output.WriteByte(b); }
                public void Close() => output = null;
                public Type Used => typeof(Thread);
            }

            class Window : System.Windows.Forms.Form
            {
                private static Stream? output = Stream.Null;
                public void Send(byte b) { lock (this) Console.WriteLine(b); if (output != null) output.WriteByte(b); }
                public void Close() { lock (this) output = null; }
            }

            class OtherLocked
            {
                private static Stream? output = Stream.Null;
                private static int sent;
                public void Count() { lock (this) sent++; }
                public void Send(byte b) { if (output != null) output.WriteByte(b); }
                public void Close() => output = null;
            }

            class MadeOnce
            {
                private Stream? output;
                public void Make() => Interlocked.CompareExchange(ref output, Stream.Null, null);
                public void Send(byte b) { if (output != null) output.WriteByte(b); }
                public void Clear() => output = null;
            }

            class SameThread
            {
                private volatile Stream? output = Stream.Null;
                public void Send(byte b) { if (output != null) { Finish(); Console.WriteLine(output!.Length); } }
                private void Finish() => output = null;
            }
        }
        """);

    [Fact]
    public Task Flags_what_a_tick_clears_while_another_uses_it() => FlagsProgram("""
        class Poller
        {
            private readonly Timer timer;
            private string? last;

            public Poller() => timer = new Timer(_ => Tick(), null, 0, 10);
            public int Length() { if (last != null) return [|last|].Length; return 0; }
            public void Stop() => timer.Dispose();
            private void Tick() { if (last != null) { Console.WriteLine(last.Length); last = null; } else last = Console.ReadLine(); }
        }
        """);

    private const string Service = """
        record State(int Limit, string Name);

        class Service
        {
            private volatile State state = new(1, "a");
            private State plain = new(1, "b");
            public void Renew(int limit) { state = new State(limit, "c"); plain = state; }
            BODY
        }
        """;

    [Theory]
    [InlineData("public string Name(int limit) { var now = state; if (limit > now.Limit) return [|state|].Name; return \"\"; }")]
    [InlineData("public string Name(int limit) { var now = state; return now.Limit > limit ? [|this.state|].Name : now.Name; }")]
    public Task Flags_what_is_copied_and_read_again(string body) => FlagsProgram(Service.Replace("BODY", body));

    [Theory]
    [InlineData("public string Name(int limit) { var now = state; if (limit > now.Limit) return now.Name; return state.Name; }")]
    [InlineData("public string Name(int limit) { var now = plain; if (limit > now.Limit) return plain.Name; return now.Name; }")]
    [InlineData("public string Name(int limit) { var now = state; if (now == null) { Renew(limit); return state.Name; } return now.Name; }")]
    [InlineData("public bool Same(int limit) { var now = state; return now.Limit > limit && state == now; }")]
    [InlineData("public string Name(int limit) { var now = state; if (limit > now.Limit) { state = new State(limit, \"d\"); return state.Name; } return now.Name; }")]
    public Task Accepts_the_copy_and_a_new_look(string body) => AcceptsProgram(Service.Replace("BODY", body));

    [Fact]
    public Task Uses_the_copy() => Fixes(
        Service.Replace("BODY", "public string Name(int limit) { var now = state; if (limit > now.Limit) return /* old */ [|state|].Name; return now.Name; }"),
        Service.Replace("BODY", "public string Name(int limit) { var now = state; if (limit > now.Limit) return /* old */ now.Name; return now.Name; }"));

    private const string Outlet = """
        sealed class Outlet(Stream first)
        {
            private readonly object gate = new();
            private Stream? output = first;
            private Stream? spare = first;
            private int sent;

            public void Count(int n) { lock (gate) sent += n; Console.WriteLine(spare); }
            BODY
        }
        """;

    /// <summary>The copy that is tested shows that others clear the variable.</summary>
    [Theory]
    [InlineData("public void Close() { var now = output; if (now != null) { [|output|].Flush(); output = null; } }")]
    [InlineData("public async Task CloseAsync() { var now = output; if (now is not null) { await [|this.output|].FlushAsync(); output = null; } }")]
    [InlineData("public void Send(byte b) { var now = output; if (now == null) return; [|output|].WriteByte(b); } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { if (output is { } now) { now.WriteByte(b); [|output|].Flush(); } } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { if (output is Stream now && b > 3) { now.WriteByte(b); [|output|].Flush(); } } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { if (output is not { } now) return; now.WriteByte(b); [|output|].Flush(); } public void Close() { Interlocked.Exchange(ref output, null); }")]
    [InlineData("public Action Later() => () => { var now = output; if (now != null) [|output|].Flush(); }; public void Close() => output = null;")]
    [InlineData("public bool CanSend { get { var now = output; return now != null && [|output|].CanWrite; } } public void Close() => output = null;")]
    public Task Flags_a_tested_copy_beside_the_variable(string body) => FlagsProgram(Outlet.Replace("BODY", body));

    [Theory]
    [InlineData("public void Close() { var now = output; if (now != null) { now.Flush(); output = null; } }")]
    [InlineData("public void Close() { var now = output; output = null; if (now != null) now.Flush(); }")]
    [InlineData("public void Open() { var now = output; if (now == null) { output = Stream.Null; output.Flush(); } } public void Close() => output = null;")]
    [InlineData("public void Open() { var now = output; if (now != null) { output = spare; output!.Flush(); } } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { var now = output; if (now != null) lock (gate) output!.WriteByte(b); } public void Close() { lock (gate) output = null; }")]
    [InlineData("public void Send(byte b) { var now = output; now ??= spare; if (now != null) output!.WriteByte(b); } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { var now = output; if (now != null) output!.WriteByte(b); } public void Renew() => output = spare;")]
    [InlineData("public void Send(byte b) { var now = output; if (now != null) output!.WriteByte(b); } public void Dispose() => output = null;")]
    [InlineData("public bool Same(Stream other) { var now = output; return now != null && output == other; } public void Close() => output = null;")]
    [InlineData("public void Send(byte b) { var now = spare; if (now != null) output!.WriteByte(b); } public void Close() { output = null; spare = null; }")]
    public Task Accepts_a_copy_that_is_used_or_not_of_the_variable(string body) => AcceptsProgram(Outlet.Replace("BODY", body));

    [Fact]
    public Task Says_what_a_tested_copy_shows() => Says(Outlet.Replace("BODY", "public void Close() { var now = output; if (now != null) { output.Flush(); output = null; } }"),
        "'output' is read again here after the copy 'now' in line 9, and 'Close' may set it to null in between: the copy is there for that");

    [Fact]
    public Task Uses_the_tested_copy() => Fixes(
        Outlet.Replace("BODY", "public void Close() { var now = output; if (now != null) { /* last */ [|output|].Flush(); output = null; } }"),
        Outlet.Replace("BODY", "public void Close() { var now = output; if (now != null) { /* last */ now.Flush(); output = null; } }"));

    [Fact]
    public Task Says_who_clears_it_and_points_at_both() => Says("""
        class C
        {
            private static volatile string? name = "a";
            private static readonly Lock? none;
            public int Length() { if (name != null) return name.Length; return none == null ? 0 : 1; }
            public static string? Name { set { if (value == "") name = null; } }
        }
        class Lock { public void In() => Thread.Yield(); }
        """,
        "'name' is read again here after the test in line 5, and 'Name' may set it to null in between: it is volatile");

    [Fact]
    public Task Reads_it_once() => Fixes("""
        sealed class Link
        {
            private readonly object gate = new();
            private Stream? _output = Stream.Null;
            private string? name = "a";
            private int sent;

            public void Close() { lock (gate) { sent = 0; _output = null; name = null; } }

            public void Send(byte b)
            {
                Console.WriteLine(b);

                // Only while it is open.
                if (_output != null && [|_output|].CanWrite)
                {
                    _output.WriteByte(b); // sent
                    sent++;
                }

                Action later = () =>
                {
                    if (name is null)
                        return;
                    Console.WriteLine(b);
                    Console.WriteLine([|name|].Length);
                };
                later();
            }

            public int Length()
            {
                return name == null ? 0 : [|name|].Length;
            }
        }
        """, """
        sealed class Link
        {
            private readonly object gate = new();
            private Stream? _output = Stream.Null;
            private string? name = "a";
            private int sent;

            public void Close() { lock (gate) { sent = 0; _output = null; name = null; } }

            public void Send(byte b)
            {
                Console.WriteLine(b);

                // Only while it is open.
                var output = _output;
                if (output != null && output.CanWrite)
                {
                    output.WriteByte(b); // sent
                    sent++;
                }

                Action later = () =>
                {
                    var currentName = name;
                    if (currentName is null)
                        return;
                    Console.WriteLine(b);
                    Console.WriteLine(currentName.Length);
                };
                later();
            }

            public int Length()
            {
                var currentName = name;
                return currentName == null ? 0 : currentName.Length;
            }
        }
        """);

    [Fact]
    public Task Reads_it_once_before_a_branch_that_leaves() => Fixes(
        "class C\r\n{\r\n\tprivate volatile string? m_name;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\tif (m_name == null)\r\n\t\t\treturn 0;\r\n\r\n\t\tConsole.WriteLine(1);\r\n\t\treturn [|m_name|].Length;\r\n\t}\r\n\r\n\tpublic void Clear() => m_name = null;\r\n}\r\n",
        "class C\r\n{\r\n\tprivate volatile string? m_name;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\tvar name = m_name;\r\n\t\tif (name == null)\r\n\t\t\treturn 0;\r\n\r\n\t\tConsole.WriteLine(1);\r\n\t\treturn name.Length;\r\n\t}\r\n\r\n\tpublic void Clear() => m_name = null;\r\n}\r\n");

    [Theory]
    [InlineData("public void Drain() { while (output != null) [|output|].Flush(); }")]
    [InlineData("public bool CanSend => output != null && [|output|].CanWrite;")]
    [InlineData("public void Send(byte b) { if (output != null) { [|output|].WriteByte(b); output = Stream.Null; } }")]
    public Task Offers_nothing_where_it_would_not_do(string body) => FlagsWithoutFix(Link.Replace("BODY", body));

    [Theory]
    [InlineData("public void Send(byte b) { if (output != ) output.WriteByte(b);")]
    [InlineData("public void Send(byte b) { if (output != null) output. }")]
    [InlineData("public void Send(byte b) { if (output is not ) output.WriteByte(")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Link.Replace("BODY", body))), [new SharedReadTwice()]), found => Assert.Equal("ASY5029", found.Id));

    [Fact]
    public Task Flags_what_may_be_cleared_at_any_time() => FlagsProgram(Cleared("Detach()").Replace("output.WriteByte(b)", "[|output|].WriteByte(b)"));

    [Theory]
    [InlineData("Dispose()")]
    [InlineData("Dispose(bool disposing)")]
    public Task Accepts_what_only_the_end_of_the_object_clears(string member) => AcceptsProgram(Cleared(member));

    private static string Cleared(string member) => $$"""
        public class Link
        {
            private readonly object gate = new();
            private Stream? output = Stream.Null;
            public void Attach(Stream next) { lock (gate) { output = next; } }
            public void Send(byte b) { if (output != null) output.WriteByte(b); }
            public void {{member}} { lock (gate) { output = null; } }
        }
        """;

    private static string Receiver(string read) => $$"""
        sealed class Link : IDisposable
        {
            private Stream? stream;
            private readonly object gate = new();
            public Link(Stream stream) => this.stream = stream;
            public async Task<int> Read(byte[] buffer, CancellationToken stop)
            {
                try
                {
                    {{read}}
                }
                catch (ObjectDisposedException)
                {
                    return 0;
                }
            }
            public void Dispose() { stream?.Dispose(); stream = null; }
            private void Tell() { lock (gate) Console.WriteLine("stopped"); }
        }
        """;

    [Theory]
    [InlineData("using (stop.Register(Dispose)) return await [|stream|]!.ReadAsync(buffer, 0, buffer.Length, stop);")]
    [InlineData("using (stop.Register(() => stream = null)) { Console.WriteLine(buffer.Length); return await [|stream|]!.ReadAsync(buffer, 0, buffer.Length, stop).ConfigureAwait(false); }")]
    public Task Flags_what_a_registered_callback_clears(string read) => FlagsProgram(Receiver(read));

    [Theory]
    [InlineData("using (stop.Register(Dispose)) { var own = stream; if (own == null) return 0; return await own.ReadAsync(buffer, 0, buffer.Length, stop); }")]
    [InlineData("using (stop.Register(Tell)) return await stream!.ReadAsync(buffer, 0, buffer.Length, stop);")]
    [InlineData("using (stop.Register(Dispose)) { await Task.Yield(); return await (stream?.ReadAsync(buffer, 0, buffer.Length, stop) ?? Task.FromResult(0)); }")]
    [InlineData("Task<int> reading = stream!.ReadAsync(buffer, 0, buffer.Length, stop); using (stop.Register(Dispose)) return await reading;")]
    public Task Accepts_what_is_tested_or_read_before_the_registration(string read) => AcceptsProgram(Receiver(read));

    [Fact]
    public Task Offers_nothing_for_what_a_callback_clears() => FlagsWithoutFix(Receiver("using (stop.Register(Dispose)) return await [|stream|]!.ReadAsync(buffer, 0, buffer.Length, stop);"));

    /// <summary>Whoever sets it and looks at it right away is the only one, by a lock of other types or by agreement.</summary>
    [Fact]
    public Task Accepts_what_the_function_has_just_set() => AcceptsProgram("""
        class Node { public Node? Next; public Node? Before; }

        class Chunks
        {
            private readonly object _arena = new();
            private Node? _head;

            public void Remove(Node node)
            {
                _head = node.Next;
                if (_head != null)
                {
                    _head.Before = null;
                }
            }

            public int Count()
            {
                lock (_arena)
                {
                    var count = 0;
                    for (var node = _head; node != null; node = node.Next)
                        count++;
                    return count;
                }
            }

            public void Destroy() => _head = null;
        }
        """);

    [Theory]
    [InlineData("Gate", "buffer")]
    [InlineData("own", "[|buffer|]")]
    public Task Accepts_what_the_base_may_call_under_the_lock_of_others(string gate, string used) => FlagsProgram($$"""
        abstract class Sink
        {
            protected object Gate { get; } = new();
            public void Add(string line) { lock (Gate) Append(line); }
            protected abstract void Append(string line);
        }

        class Buffered : Sink
        {
            private readonly object own = new();
            private StringWriter? buffer = new();

            public void Flush() { lock ({{gate}}) Console.WriteLine(buffer?.ToString()); }
            public void Reset() { buffer = null; }

            protected override void Append(string line)
            {
                if (buffer is null)
                    return;
                {{used}}.Write(line);
            }

            public override int GetHashCode() { lock (own) return 1; }
        }
        """);

    [Theory]
    [InlineData("// The other thread may have closed it here: what that throws is caught outside.", "view")]
    [InlineData("// May be closed by another thread here.\n            // By design the line is dropped then.", "view")]
    [InlineData("// Another thread may close it.", "[|view|]")]
    [InlineData("// HACK: races with another thread, what it throws is swallowed", "[|view|]")]
    public Task Accepts_what_its_author_knows(string comment, string used) => FlagsProgram($$"""
        class Log
        {
            private volatile StringWriter? view = new();

            public void Close() => view = null;

            public void Write(string line)
            {
                if (view == null)
                    return;

                {{comment}}
                {{used}}.Write(line);
            }
        }
        """);

    /// <summary>What is called under a lock only, its heirs call so too; and what that calls.</summary>
    [Fact]
    public Task Accepts_parts_of_what_is_called_under_a_lock() => AcceptsProgram("""
        class Sink
        {
            private readonly object gate = new();
            protected StringWriter? Output { get; set; }

            public StringWriter? Target
            {
                get => Output;
                set
                {
                    lock (gate)
                    {
                        Reset();
                        Output = value;
                    }
                }
            }

            public void Stop() { lock (gate) Reset(); }

            protected virtual void WriteEndAndClose()
            {
                WriteEnd();
                CloseOutput();
            }

            protected virtual void CloseOutput()
            {
                if (Output is not null)
                    Output.Close();
            }

            protected virtual void WriteEnd()
            {
                if (Output is not null)
                    Output.Write("end");
            }

            protected virtual void Reset()
            {
                WriteEndAndClose();
                Output = null;
            }
        }
        """);

    /// <summary>Who is to call what says so by its name, holds the lock; a part of it runs under the same.</summary>
    [Theory]
    [InlineData("AddNoLock", "text")]
    [InlineData("AddDirectly", "[|text|]")]
    public Task Accepts_parts_of_what_is_to_be_called_under_the_lock(string name, string used) => FlagsProgram($$"""
        class Book
        {
            private StringWriter? text;
            public void Add(string line) { lock (this) {{name}}(line); }
            public void {{name}}(string line) { if (line.Length > 0) Append(line); }
            public void {{name}}(string line, string end) => {{name}}(line + end);
            public void Clear() { lock (this) text = null; }
            private void Append(string line) { if (text != null) {{used}}.Write(line); else text = new StringWriter(); }
        }
        """);

    /// <summary>The object that has the lock calls this one, and may hold it whenever it does.</summary>
    [Theory]
    [InlineData("owner.Gate", "sound")]
    [InlineData("gate", "[|sound|]")]
    public Task Accepts_what_the_lock_of_another_object_guards(string lockedBy, string used) => FlagsProgram($$"""
        class Mixer { public readonly object Gate = new(); }

        class Cue
        {
            private readonly object gate = new();
            private readonly Mixer owner = new();
            private StringWriter? sound = new();
            public void Prepare() => sound = null;
            public void Pause() { lock ({{lockedBy}}) sound?.Flush(); }
            public void Update() { if (sound != null) {{used}}.Write(1); }
            public override int GetHashCode() { lock (gate) return 1; }
        }
        """);

    /// <summary>A task that is waited for at once only has a stack of its own.</summary>
    [Theory]
    [InlineData("task.Start(); return task.Result;", "token")]
    [InlineData("task.Start(); Console.WriteLine(Next()); return task.Result;", "[|token|]")]
    public Task Accepts_work_that_is_waited_for_at_once(string body, string used) => FlagsProgram($$"""
        class Parser
        {
            private string? token;
            public Type Used => typeof(Thread);

            public int Parse(int depth)
            {
                var task = new Task<int>(() => ParseHere(depth));
                {{body}}
            }

            public int Next()
            {
                if (token == null)
                    return 0;
                return {{used}}.Length;
            }

            private int ParseHere(int depth)
            {
                token = depth > 3 ? null : "a";
                Skip();
                return depth;
            }

            private void Skip() => token = null;
        }
        """);

    /// <summary>The private part is called under a lock that a local has: it may be the one of the variable.</summary>
    [Theory]
    [InlineData("var held = owner; lock (held) Check();", "link")]
    [InlineData("Check();", "[|link|]")]
    public Task Accepts_a_part_that_is_called_under_the_lock_of_a_local(string call, string used) => FlagsProgram($$"""
        class Transaction
        {
            private readonly object gate = new();
            private readonly object owner = new();
            private Stream? link = Stream.Null;
            public void End() { lock (gate) link = null; }
            public void Commit() { {{call}} }
            private void Check() { if (link != null) {{used}}.WriteByte(1); }
        }
        """);

    /// <summary>A copy is another object, and what makes an object comes before whoever has it.</summary>
    [Theory]
    [InlineData("public Part Copy() { var copy = (Part)MemberwiseClone(); copy.undo = null; return copy; }", "undo")]
    [InlineData("public void Forget() { undo = null; }", "[|undo|]")]
    public Task Accepts_what_a_copy_forgets(string member, string used) => FlagsProgram($$"""
        class Part
        {
            private readonly object gate = new();
            private StringWriter? undo;
            {{member}}
            public void Store(int n) { lock (gate) { undo ??= new StringWriter(); undo.Write(n); } }
            public int Count { get { if (undo == null) return 0; return {{used}}.GetHashCode(); } }
        }
        """);

    /// <summary>What could not be made was never there for others.</summary>
    [Theory]
    [InlineData("try { server = File.Create(\"x\"); server.WriteByte(1); } catch (IOException) { server = null; }", "server")]
    [InlineData("try { server?.WriteByte(1); } catch (IOException) { server = null; }", "[|server|]")]
    public Task Accepts_what_is_taken_back_where_it_is_made(string make, string used) => FlagsProgram($$"""
        class Pipes
        {
            private readonly object gate = new();
            private Stream? server;
            public void Make() { lock (gate) { {{make}} } }
            public void Write() { if (server != null) {{used}}.WriteByte(2); }
        }
        """);

    /// <summary>A handler of an event is called by nobody whom the type knows, and so is what only it calls.</summary>
    [Fact]
    public Task Flags_a_part_of_a_handler() => FlagsProgram("""
        class Pool
        {
            private readonly object gate = new();
            private StringWriter? closing;
            public Pool(System.Timers.Timer clock) => clock.Elapsed += OnElapsed;
            public void Begin() { lock (gate) closing = new StringWriter(); }
            public void Forget() { lock (gate) closing = null; }
            private void OnElapsed(object? sender, System.Timers.ElapsedEventArgs args) => Finish();
            private void Finish() { if (closing != null) [|closing|].Write("done"); }
        }
        """);

    /// <summary>Whoever clears it makes sure first that nobody is under way; that the object has not come to its end says nothing of that.</summary>
    [Theory]
    [InlineData("AssertMayChange(); link = null;", "link")]
    [InlineData("ThrowIfDisposed(); link = null;", "[|link|]")]
    [InlineData("link = null; AssertMayChange();", "[|link|]")]
    [InlineData("ThrowIfClosed(); link = null;", "[|link|]")]
    public Task Accepts_what_is_cleared_only_while_nothing_runs(string clear, string used) => FlagsProgram($$"""
        class Shell
        {
            private readonly object gate = new();
            private Stream? link = Stream.Null;
            private int running;
            public void Replace() { lock (gate) { {{clear}} } }
            public void Write() { if (link != null) {{used}}.WriteByte(1); }
            private void AssertMayChange() { if (running > 0) throw new InvalidOperationException(); }
            private void ThrowIfDisposed() { if (running < 0) throw new ObjectDisposedException("shell"); }
            private void ThrowIfClosed() { if (running < 0) throw new InvalidOperationException(); }
        }
        """);

    /// <summary>A lock that only the end of the object takes, or one write among many other uses, is there for something else.</summary>
    [Theory]
    [InlineData("public void Dispose() { lock (gate) { link?.Dispose(); link = null; } }", "link")]
    [InlineData("public void Close() { lock (gate) { link?.Dispose(); link = null; } }", "[|link|]")]
    [InlineData("public void Take() { lock (gate) link = spare.Pop(); } public void Flush() { link?.Flush(); link?.Close(); }", "link")]
    [InlineData("public void Take() { lock (gate) { link?.Close(); link = spare.Pop(); } } public void Flush() { link?.Flush(); link?.Close(); }", "[|link|]")]
    public Task Accepts_what_is_locked_for_something_else(string member, string used) => FlagsProgram($$"""
        class Handle
        {
            private readonly object gate = new();
            private readonly Stack<Stream> spare = new();
            private Stream? link = Stream.Null;
            {{member}}
            public void Disable() { link = null; }
            public void Finish() { if (link != null) {{used}}.WriteByte(1); }
        }
        """);

    /// <summary>What prepares the object comes before whoever has it.</summary>
    [Theory]
    [InlineData("Initialize", "links")]
    [InlineData("Forget", "[|links|]")]
    public Task Accepts_what_is_cleared_where_the_object_begins(string name, string used) => FlagsProgram($$"""
        class Node
        {
            private readonly object gate = new();
            private List<int>? links;
            public void {{name}}() { links = null; }
            public void Add(int n) { lock (gate) (links ??= []).Add(n); }
            public bool IsEmpty() { return links == null || {{used}}.Count == 0; }
        }
        """);
}
