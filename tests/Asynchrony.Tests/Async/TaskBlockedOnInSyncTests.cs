using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

/// <summary>What becomes of a wait when its function is not async: it becomes so where all its callers are.</summary>
public sealed class TaskBlockedOnInSyncTests : RuleTests<TaskBlockedOn>
{
    [Theory]
    [InlineData("private int F(int n = 0) => Load().[|Result|];", "private async Task<int> F(int n = 0) => await Load();")]
    [InlineData("internal static int F(int n = 0) { return new C().Load().[|Result|] + n; }", "internal static async Task<int> F(int n = 0) { return await new C().Load() + n; }")]
    [InlineData("int F(int n = 0) { if (n == 1) return 2; return Load().GetAwaiter().[|GetResult|](); }", "async Task<int> F(int n = 0) { if (n == 1) return 2; return await Load(); }")]
    public Task Awaits_a_value(string before, string after) => FixesEverywhere(
        [With(before, "Use(F());"), "class Other { async Task M(C c) { await Task.Yield(); } }"],
        [With(after, "Use(await F());"), "class Other { async Task M(C c) { await Task.Yield(); } }"]);

    [Theory]
    [InlineData("void F() => Save().[|Wait|]();", "async Task F() => await Save();")]
    [InlineData("void F() { if (_total == 1) return; Save().[|Wait|](); Use(2); }", "async Task F() { if (_total == 1) return; await Save(); Use(2); }")]
    [InlineData("void F() { [|Task.WaitAll|](Save(), Load()); }", "async Task F() { await Task.WhenAll(Save(), Load()); }")]
    [InlineData("void F() { try { Save().[|Wait|](); } catch (IOException e) { Use(e); } }", "async Task F() { try { await Save(); } catch (IOException e) { Use(e); } }")]
    public Task Awaits_the_end(string before, string after) => FixesEverywhere([With(before, "F(); this.F();")], [With(after, "await F(); await this.F();")]);

    [Theory]
    [InlineData("Use(F().ToString());", "Use((await F()).ToString());")]
    [InlineData("Use(-F(1) + F(F(2)));", "Use(-await F(1) + await F(await F(2)));")]
    [InlineData("Use(this.F() is 3 ? F() : 4);", "Use(await this.F() is 3 ? await F() : 4);")]
    [InlineData("Use($\"{F():D3}\");", "Use($\"{await F():D3}\");")]
    [InlineData("var sum = 0; sum += F(); Use(sum);", "var sum = 0; sum += await F(); Use(sum);")]
    [InlineData("Func<Task<int>> run = async () => F(); Use(await run());", "Func<Task<int>> run = async () => await F(); Use(await run());")]
    [InlineData("Use(await Inner()); async Task<int> Inner() => F();", "Use(await Inner()); async Task<int> Inner() => await F();")]
    public Task Keeps_what_stands_around_a_call(string before, string after) => FixesEverywhere(
        [With("int F(int n = 0) => Load().[|Result|] + n;", before)],
        [With("async Task<int> F(int n = 0) => await Load() + n;", after)]);

    [Theory]
    [InlineData("string? F() => Name().[|Result|];", "async Task<string?> F() => await Name();")]
    [InlineData("(int One, int Other) F() => (Load().[|Result|], 1);", "async Task<(int One, int Other)> F() => (await Load(), 1);")]
    [InlineData("dynamic F() => Load().[|Result|];", "async Task<dynamic> F() => await Load();")]
    [InlineData("System.Int32 F() => Load().[|Result|];", "async Task<System.Int32> F() => await Load();")]
    [InlineData("IReadOnlyList<int> F() => [Load().[|Result|]];", "async Task<IReadOnlyList<int>> F() => [await Load()];")]
    public Task Keeps_the_type_as_it_is_written(string before, string after) => FixesEverywhere([With(before, "Use(F());")], [With(after, "Use(await F());")]);

    [Fact]
    public Task Awaits_a_type_parameter() => FixesEverywhere(
        [With("T F<T>(Task<T> task) { Use(1); return task.[|Result|]; }", "Use(F(Load())); Use(F<string?>(Name()));")],
        [With("async Task<T> F<T>(Task<T> task) { Use(1); return await task; }", "Use(await F(Load())); Use(await F<string?>(Name()));")]);

    [Fact]
    public Task Awaits_a_local_function() => FixesEverywhere(
        [With("", """
            // The sum.
            int Sum(int n) => Load().[|Result|] + n; // all
            Use(Sum(1));
            Use(Sum(2).ToString());
            """)],
        [With("", """
            // The sum.
            async Task<int> Sum(int n) => await Load() + n; // all
            Use(await Sum(1));
            Use((await Sum(2)).ToString());
            """)]);

    [Fact]
    public Task Awaits_a_local_function_among_top_level_statements() => FixesEverywhere(
        ["""
            Console.WriteLine(Sum(1));
            static int Sum(int n)
            {
                return Load().[|Result|] + n;
            }
            static async Task<int> Load() { await Task.Yield(); return 1; }
            """],
        ["""
            Console.WriteLine(await Sum(1));
            static async Task<int> Sum(int n)
            {
                return await Load() + n;
            }
            static async Task<int> Load() { await Task.Yield(); return 1; }
            """]);

    [Fact]
    public Task Updates_callers_in_other_files() => FixesEverywhere(
        [With("internal int F() => Load().[|Result|];", ""), """
            /// <summary>Calls <see cref="C.F"/>.</summary>
            class Other
            {
                async Task M(C c)
                {
                    // How many:
                    var count = c.F(); // all of them
                    Console.WriteLine(c /* this one */ .F( /* nothing */ ).ToString() /* text */);
                    await Task.Delay(count);
                }
            }
            """, "class Third { async Task<int> M(C? c) { await Task.Yield(); return c!.F(); } }"],
        [With("internal async Task<int> F() => await Load();", ""), """
            /// <summary>Calls <see cref="C.F"/>.</summary>
            class Other
            {
                async Task M(C c)
                {
                    // How many:
                    var count = await c.F(); // all of them
                    Console.WriteLine((await c /* this one */ .F( /* nothing */ )).ToString() /* text */);
                    await Task.Delay(count);
                }
            }
            """, "class Third { async Task<int> M(C? c) { await Task.Yield(); return await c!.F(); } }"]);

    [Fact]
    public Task Keeps_comments_and_line_ends() => FixesEverywhere(
        [With("""
            // Reads it.
                /* slowly */ int /* how many */ F( /* nothing */ ) // here
                {
                    // Once.
                    return Load().[|Result|]; // done
                }
            """, "/* one */ Use(F() /* two */); // three").Replace("\n", "\r\n")],
        [With("""
            // Reads it.
                /* slowly */ async Task<int> /* how many */ F( /* nothing */ ) // here
                {
                    // Once.
                    return await Load(); // done
                }
            """, "/* one */ Use(await F() /* two */); // three").Replace("\n", "\r\n")]);

    [Fact]
    public Task Names_the_task_in_full_where_something_else_is_called_so() => FixesEverywhere(
        ["""
            class C
            {
                class Task { }
                void F(Job job) => [|job.Wait|]();
                async Job M(Job job) { await Job.Yield(); F(job); Console.WriteLine(new Task()); }
            }
            """.Replace("Job", "System.Threading.Tasks.Task")],
        ["""
            class C
            {
                class Task { }
                async Job F(Job job) => await job;
                async Job M(Job job) { await Job.Yield(); await F(job); Console.WriteLine(new Task()); }
            }
            """.Replace("Job", "System.Threading.Tasks.Task")]);

    [Fact]
    public Task Makes_callers_async_with_it() => FixesEverywhere(
        [With("""
            int F() => Load().[|Result|];
            int Twice()
            {
                // Both.
                return F() + F();
            }
            """, "Use(Twice()); int Inner() => Twice() + F(); Use(Inner());"), """
            class Other
            {
                internal static void Show(C c) { Console.WriteLine(c.Self); }
                void Print(C c) => Print(c, 1);
                void Print(C c, int times) => Console.WriteLine(times);
            }
            """],
        [With("""
            async Task<int> F() => await Load();
            async Task<int> Twice()
            {
                // Both.
                return await F() + await F();
            }
            """, "Use(await Twice()); async Task<int> Inner() => await Twice() + await F(); Use(await Inner());"), """
            class Other
            {
                internal static void Show(C c) { Console.WriteLine(c.Self); }
                void Print(C c) => Print(c, 1);
                void Print(C c, int times) => Console.WriteLine(times);
            }
            """]);

    [Fact]
    public Task Makes_callers_in_other_files_async() => FixesEverywhere(
        [With("internal int F() => Load().[|Result|];", ""), """
            class Other
            {
                /* all */ internal static void Show(C c)
                {
                    // One,
                    Console.WriteLine(c.F()); // and
                }

                async Task M(C c) { await Task.Yield(); Show(c); }
            }
            """],
        [With("internal async Task<int> F() => await Load();", ""), """
            class Other
            {
                /* all */ internal static async Task Show(C c)
                {
                    // One,
                    Console.WriteLine(await c.F()); // and
                }

                async Task M(C c) { await Task.Yield(); await Show(c); }
            }
            """]);

    [Fact]
    public Task Ends_at_the_entry_point() => FixesEverywhere(
        ["""
            class Program
            {
                static void Main(string[] args)
                {
                    // Runs it.
                    Run(args);
                    Console.WriteLine("done");
                }

                static void Run(string[] args) => Task.Delay(args.Length).[|Wait|]();
            }
            """],
        ["""
            class Program
            {
                static async Task Main(string[] args)
                {
                    // Runs it.
                    await Run(args);
                    Console.WriteLine("done");
                }

                static async Task Run(string[] args) => await Task.Delay(args.Length);
            }
            """]);

    [Theory]
    [InlineData("static void Main() { Task.Delay(1).[|Wait|](); Console.WriteLine(1); }", "static async Task Main() { await Task.Delay(1); Console.WriteLine(1); }")]
    [InlineData("public static int Main(string[] args) { var n = Load().[|Result|]; Console.WriteLine(n); return n; }", "public static async Task<int> Main(string[] args) { var n = await Load(); Console.WriteLine(n); return n; }")]
    [InlineData("static int Main() { try { Task.Delay(1).[|Wait|](); Console.WriteLine(2); return 0; } catch (Exception e) { Console.WriteLine(e.Message); return 1; } }", "static async Task<int> Main() { try { await Task.Delay(1); Console.WriteLine(2); return 0; } catch (Exception e) { Console.WriteLine(e.Message); return 1; } }")]
    public Task Makes_an_entry_point_async(string before, string after) => FixesEverywhere(
        [$"class Program {{ {before} static async Task<int> Load() {{ await Task.Yield(); return 1; }} }}"],
        [$"class Program {{ {after} static async Task<int> Load() {{ await Task.Yield(); return 1; }} }}"]);

    [Theory]
    [InlineData("[STAThread] static void Main() { Task.Delay(1).[|Wait|](); Console.WriteLine(1); }")]
    [InlineData("static void Main() { Task.Delay(1).[|Wait|](); Console.WriteLine(1); } static void Again() => Main();")]
    [InlineData("static void Main() { Task.Delay(1).[|Wait|](); Thread.Sleep(10); Console.WriteLine(1); }")]
    [InlineData("static void Main() { try { Task.Delay(1).[|Wait|](); Console.WriteLine(1); } catch (AggregateException e) { Console.WriteLine(e); } }")]
    public Task Offers_nothing_where_an_entry_point_must_stay(string main) => FlagsWithoutFix($"class Program {{ {main} }}");

    [Fact]
    public Task Ends_at_a_test() => FixesEverywhere(
        ["""
            class Setup
            {
                internal static void Fill() => File.WriteAllTextAsync("a", "b").[|Wait|]();
            }
            """, """
            public class FactAttribute : Attribute { }
            public class Tests
            {
                [Fact]
                public void Reads()
                {
                    Setup.Fill();
                    if (File.Exists("a")) throw new Exception("none");
                }
            }
            """],
        ["""
            class Setup
            {
                internal static async Task Fill() => await File.WriteAllTextAsync("a", "b");
            }
            """, """
            public class FactAttribute : Attribute { }
            public class Tests
            {
                [Fact]
                public async Task Reads()
                {
                    await Setup.Fill();
                    if (File.Exists("a")) throw new Exception("none");
                }
            }
            """]);

    [Theory]
    [InlineData("public class SetUpAttribute : Attribute { } public class Tests { [SetUp] public void Reads() { Setup.Fill(); Console.WriteLine(1); } }")]
    [InlineData("public class FactAttribute : Attribute { } public class Tests { [Fact] public virtual void Reads() { Setup.Fill(); Console.WriteLine(1); } }")]
    [InlineData("public class FactAttribute : Attribute { } public class Tests { [Fact] public void Reads() { Setup.Fill(); Console.WriteLine(1); } void Twice() { Reads(); Reads(); } }")]
    [InlineData("public class FactAttribute : Attribute { } public class ApartmentAttribute : Attribute { } public class Tests { [Fact, Apartment] public void Reads() { Setup.Fill(); Console.WriteLine(1); } }")]
    [InlineData("public class FactAttribute : Attribute { } public class Tests { [Fact] public int Reads() { Setup.Fill(); return 1; } }")]
    public Task Offers_nothing_where_a_test_must_stay(string tests) =>
        FlagsWithoutFix("class Setup { internal static void Fill() => File.WriteAllTextAsync(\"a\", \"b\").[|Wait|](); }", tests);

    [Fact]
    public async Task Awaits_each_wait_of_the_function()
    {
        var before = With("int F() { Use(1); Save().Wait(); Use(Name().Result); Task.WaitAll(Save(1), Save(2)); return Load().Result; }", "Use(F());");
        var after = With("async Task<int> F() { Use(1); await Save(); Use(await Name()); await Task.WhenAll(Save(1), Save(2)); return await Load(); }", "Use(await F());");
        Assert.Equal(after, await FixRun.ApplyAll(before, [new TaskBlockedOn()]));
    }

    [Fact]
    public Task Awaits_what_is_complete_too() => FixesEverywhere(
        [With("int F() { var one = Load(); [|Task.WaitAll|](one, Load()); return one.Result + 1; }", "Use(F());")],
        [With("async Task<int> F() { var one = Load(); await Task.WhenAll(one, Load()); return await one + 1; }", "Use(await F());")]);

    [Theory]
    [InlineData("int F() { Thread.Sleep(1); return Load().[|Result|]; }")]
    [InlineData("int F() { File.ReadAllText(\"a\"); return Load().[|Result|]; }")]
    [InlineData("int F() { _done.WaitOne(); return Load().[|Result|]; }")]
    [InlineData("int F() { return Twice(G()).[|Result|]; } int G() { return F(); }")]
    public Task Offers_nothing_where_the_next_mistake_would_be_made(string member) => FlagsWithoutFix(With($"readonly ManualResetEvent _done = new(true); async Task<int> Twice(int n) {{ await Task.Yield(); return n + n; }} {member}", "Use(F()); _done.Set();"));

    [Theory]
    [InlineData("public int F() => Load().[|Result|];")]
    [InlineData("protected int F() => Load().[|Result|];")]
    [InlineData("protected internal int F() => Load().[|Result|];")]
    [InlineData("internal virtual int F() => Load().[|Result|];")]
    [InlineData("[Obsolete] int F() => Load().[|Result|];")]
    [InlineData("int F([System.Diagnostics.CodeAnalysis.DisallowNull] string? s = \"\") => Load().[|Result|];")]
    [InlineData("int F(in int n = 0) => Load().[|Result|] + n;")]
    [InlineData("int F(ReadOnlySpan<int> numbers = default) => Load().[|Result|];")]
    [InlineData("Task<int> F() => Task.FromResult(Load().[|Result|]);")]
    [InlineData("ValueTask<int> F() => new(Load().[|Result|]);")]
    [InlineData("ref int F() { Save().[|Wait|](); return ref _total; }")]
    [InlineData("IEnumerable<int> F() { yield return Load().[|Result|]; }")]
    [InlineData("int F() { Monitor.Enter(this); try { return Load().[|Result|]; } finally { Monitor.Exit(this); } }")]
    [InlineData("int F() { Span<int> span = stackalloc int[2]; Save().[|Wait|](); return span[0]; }")]
    [InlineData("int F() { try { return Load().[|Result|]; } catch (AggregateException) { return 1; } }")]
    [InlineData("int F() { _flow.Value = 1; return Load().[|Result|]; }")]
    [InlineData("int F(int n = 0) => n == 0 ? 1 : F(n - 1) + Load().[|Result|];")]
    [InlineData("unsafe int F() { int* p = null; Use(p == null); return Load().[|Result|]; }")]
    [InlineData("int F() { Func<int> inner = () => Load().[|Result|]; return inner(); }")]
    public Task Offers_nothing_where_the_function_must_stay(string member) => FlagsWithoutFix(With(member, "Use(F());"));

    [Theory]
    [InlineData("Func<int> f = F; Use(f());")]
    [InlineData("Use(F()); Use(nameof(F));")]
    [InlineData("Use(F()); Use(\"F\");")]
    [InlineData("Use(F()); System.Linq.Expressions.Expression<Func<int>> e = () => F(); Use(e);")]
    [InlineData("Use(F()); Func<int> run = () => F(); Use(run());")]
    [InlineData("Use(F()); lock (this) Use(F());")]
    [InlineData("Use(F()); _total += F();")]
    [InlineData("Use(F()); Use(other?.F());")]
    [InlineData("Use(F()); Use(other?.Self.F());")]
    [InlineData("Use(F()); try { Use(F()); } catch (AggregateException e) { Use(e); }")]
    [InlineData("Use(F()); try { Use(1); } catch (Exception) when (F() == 1) { Use(2); }")]
    [InlineData("Use(F()); Use(from n in new[] { 1 } where n == F() select n);")]
    [InlineData("Use(F()); Interlocked.Add(ref _total, F());")]
#if !ROSLYN_4_8
    [InlineData("Use(F()); Span<int> span = stackalloc int[1]; span[0] = F(); Use(span[0]);")]
#endif
    [InlineData("Use(F());\n#if NEVER\nUse(F());\n#endif\n")]
    [InlineData("Use(1);")]
    public Task Offers_nothing_where_it_is_more_than_called(string body) => FlagsWithoutFix(With("internal int F() => Load().[|Result|];", body));

    [Theory]
    [InlineData("class Other { int M(C c) => c.F(); }")]
    [InlineData("class Other { readonly int count = new C().F(); }")]
    [InlineData("class Other { Func<int> M(C c) => c.F; }")]
    [InlineData("class Other { string M() => nameof(C.F); }")]
    [InlineData("class Other { int M { get => new C().F(); } }")]
    [InlineData("class Other { async Task<int> M(C c) { await Task.Yield(); lock (c) return c.F(); } }")]
    [InlineData("class Other { IEnumerable<int> M(C c) { yield return c.F(); } }")]
    public Task Offers_nothing_where_another_file_cannot_await(string other) => FlagsWithoutFix(With("internal int F() => Load().[|Result|];", "Use(F());"), other);

    [Fact]
    public Task Offers_nothing_where_others_ask_for_the_function() => FlagsWithoutFix("""
        interface IRead { int Read(); }
        abstract class Base { internal abstract int F(); }
        partial class C : Base, IRead
        {
            int IRead.Read() => Load().[|Result|];
            internal override int F() => Load().[|Result|];
            partial void Part();
            partial void Part() { Load().[|Wait|](); }
            static int Main() { new C().M().[|Wait|](); return Load().[|Result|]; }
            async Task M() { await Task.Yield(); Part(); Console.WriteLine(F() + ((IRead)this).Read() + Main()); }
            static async Task<int> Load() { await Task.Yield(); return 1; }
        }
        class Rows : System.Collections.IEnumerable
        {
            internal void Add(Task row) => [|row.Wait|]();
            public System.Collections.IEnumerator GetEnumerator() => throw new NotSupportedException();
            async Task<Rows> M(Task row) { await Task.Yield(); Add(row); return new Rows { row }; }
        }
        struct Count
        {
            int count;
            int F() { count++; return Load().[|Result|]; }
            async Task<int> M() { await Task.Yield(); return F() + count; }
            static async Task<int> Load() { await Task.Yield(); return 1; }
        }
        """);

    private static string With(string member, string body) => $$"""
        class C
        {
            int _total;
            readonly AsyncLocal<int> _flow = new();
            internal C Self => this;

            {{member}}

            async Task M(C? other)
            {
                await Task.Yield();
                Use(other);
                {{body}}
            }

            void Use(object? o) => Console.WriteLine($"{o} {_total} {_flow}");
            async Task<int> Load(int n = 0) { await Task.Delay(n); return 1; }
            async Task<string?> Name() { await Task.Yield(); return null; }
            async Task Save(int n = 0) { await Task.Delay(n); }
        }
        """;
}
