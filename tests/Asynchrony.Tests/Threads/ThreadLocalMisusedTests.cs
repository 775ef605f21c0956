using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadLocalMisusedTests : RuleTests<ThreadLocalMisused>
{
    [Theory]
    [InlineData("[ThreadStatic] private static Random [|random|] = new Random(); public static int Next() => random.Next();")]
    [InlineData("[ThreadStatic] private static Random [|random|]; static C() { random = new(); } public static int Next() { return random.Next(); }")]
    [InlineData("[field: ThreadStatic] public static Random [|Own|] { get; } = new Random(); public static int Next() => Own.Next();")]
    [InlineData("[ThreadStatic] private static int [|depth|] = -1; public static int Depth => depth + 1;")]
    [InlineData("[ThreadStatic] private static List<string> [|names|] = []; public static void Add(string name) => names.Add(name);")]
    [InlineData("[ThreadStatic, Obsolete] private static bool [|first|] = true; public static bool First() { if (first) Console.WriteLine(1); return first; }")]
    public Task Flags_what_only_the_first_thread_finds(string members) => FlagsProgram($$"""
        #nullable disable
        #pragma warning disable CS0612
        class C
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("[ThreadStatic] private static Random [|random|]; public C() { if (random == null) random = new Random(); } public int Next(int limit) => random.Next(limit);")]
    [InlineData("[ThreadStatic] private static Random [|random|]; public C() { random ??= new Random(3); } public int Next() { return random.Next(); }")]
    [InlineData("[ThreadStatic] private static List<string> [|names|]; private static readonly Random seeds = new(); public C() { if (names is null) { lock (seeds) Console.WriteLine(seeds.Next()); names = new List<string>(); } } public void Add(string name) => names.Add(name);")]
    public Task Flags_what_only_the_makers_of_objects_find(string members) => FlagsProgram($$"""
        #nullable disable
        class C
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("[ThreadStatic] private static Random random; public C() { if (random == null) random = new Random(); } public int Next() { if (random == null) random = new Random(); return random.Next(); }")]
    [InlineData("[ThreadStatic] private static Random random; public C() { random ??= new Random(); Console.WriteLine(random.Next()); }")]
    [InlineData("[field: ThreadStatic] public static Random Own { get; set; } = new Random(); public static int Next() => Own.Next();")]
    [InlineData("[field: ThreadStatic] private static Random Own { get; set; } = new Random(); public static int Next() { Own ??= new Random(); return Own.Next(); }")]
    [InlineData("[ThreadStatic] private static Random random; public C() { if (random == null) random = new Random(); } public int Next() => random is { } own ? own.Next() : 0;")]
    [InlineData("[ThreadStatic] private static Random random; public C() { if (random == null) random = new Random(); } public static void Reset() => random = new Random(1); public int Next() => random.Next();")]
    public Task Accepts_what_a_constructor_sets_and_others_ask_for(string members) => AcceptsProgram($$"""
        #nullable disable
        class C
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("[ThreadStatic] private static Random random; public static int Next() => (random ??= new Random()).Next();")]
    [InlineData("[ThreadStatic] private static Random random = new Random(); public static int Next() { if (random == null) return 0; return random.Next(); }")]
    [InlineData("[ThreadStatic] private static Random random = new Random(); public static int Next() { random ??= new Random(); return random.Next(); }")]
    [InlineData("[ThreadStatic] private static Random random = new Random(); public static int Next() => random?.Next() ?? 0;")]
    [InlineData("[ThreadStatic] private static int depth = 0; public static int Depth => depth + 1;")]
    [InlineData("[ThreadStatic] private static int depth; public static int Enter() => ++depth;")]
    [InlineData("[ThreadStatic] private static int depth = -1; public static void Enter() { depth = 0; Console.WriteLine(depth); }")]
    [InlineData("[ThreadStatic] private static object mark = new object();")]
    [InlineData("[ThreadStatic] internal static Random Shared = new Random(); public static int Next() => Shared.Next();")]
    [InlineData("private static Random random = new Random(); public static int Next() => random.Next();")]
    [InlineData("private static readonly ThreadLocal<Random> random = new(() => new Random()); public static int Next() => random.Value.Next();")]
    public Task Accepts_what_each_thread_sets(string members) => AcceptsProgram($$"""
        #nullable disable
        class C
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("private readonly ThreadLocal<int> count = [|new|](() => 3); public int Next() => count.Value++;")]
    [InlineData("private readonly ThreadLocal<List<string>> lines = [|new ThreadLocal<List<string>>|](() => [], trackAllValues: true); public void Add(string line) => lines.Value!.Add(line); public int Sum() => lines.Values.Sum(one => one.Count);")]
    [InlineData("private ThreadLocal<int> count; public C() { count = [|new ThreadLocal<int>|](); } public void Dispose() { Console.WriteLine(count.Value); }")]
    public Task Flags_what_each_object_makes_and_none_disposes_of(string members) => FlagsProgram($$"""
        class C
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("private readonly ThreadLocal<int> count = new(() => 3); public int Next() => count.Value++; public void Dispose() => count.Dispose();")]
    [InlineData("private readonly ThreadLocal<int> count = new(() => 3); public int Next() => count.Value++; public void Dispose() { Console.WriteLine(1); count?.Dispose(); }")]
    [InlineData("private readonly ThreadLocal<int> count = new(() => 3); public void Dispose() => Free(count); private static void Free(IDisposable it) => it.Dispose();")]
    [InlineData("private static readonly ThreadLocal<int> count = new(() => 3); public int Next() => count.Value++;")]
    [InlineData("public static C Shared { get; } = new(); private readonly ThreadLocal<int> count = new(() => 3); public int Next() => count.Value++;")]
    [InlineData("private readonly ThreadLocal<int> count; public C(ThreadLocal<int> shared) => count = shared; public int Next() => count.Value++;")]
    [InlineData("class Owner(C it) { public void Free() => it.count.Dispose(); } private readonly ThreadLocal<int> count = new(() => 3);")]
    [InlineData("private readonly AsyncLocal<int> count = new(); public int Next() => count.Value++;")]
    public Task Accepts_what_is_disposed_of_or_lives_on(string members) => AcceptsProgram($$"""
        class C
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private readonly ThreadLocal<int> count = new(() => 3);

            [Fact]
            public void Counts() => Console.WriteLine(count.Value);
        }
        """);

    [Fact]
    public Task Says_what_is_missing() => Says("""
        class C
        {
            [ThreadStatic] private static Random random = new();
            private readonly ThreadLocal<int> count = new(() => 3);

            public int Next() => random.Next() + count.Value;
        }
        """,
        "'random' is set for the first thread only: every other thread finds it empty",
        "'count' is made for each object and never disposed of: every thread keeps its value until the collector comes round");

    [Fact]
    public Task Sets_it_where_it_is_read() => Fixes("""
        class Dice
        {
            // One for each thread.
            [ThreadStatic]
            private static Random [|random|] = new(); // seeded

            [ThreadStatic] private static List<string> [|names|] = new List<string>();

            public int Throw() => random.Next(6) + 1;

            public int Twice()
            {
                Func<int> both = () => random.Next(6) /* two */ + random.Next(6);
                return both();
            }

            public void Add(string name)
            {
                foreach (var known in names)
                    Console.WriteLine(known);
                names.Add(name);
            }
        }
        """, """
        class Dice
        {
            // One for each thread.
            [ThreadStatic]
            private static Random? random; // seeded

            [ThreadStatic] private static List<string>? names;

            public int Throw() => (random ??= new Random()).Next(6) + 1;

            public int Twice()
            {
                Func<int> both = () => (random ??= new Random()).Next(6) /* two */ + (random ??= new Random()).Next(6);
                return both();
            }

            public void Add(string name)
            {
                foreach (var known in (names ??= new List<string>()))
                    Console.WriteLine(known);
                (names ??= new List<string>()).Add(name);
            }
        }
        """);

    [Fact]
    public Task Disposes_of_it_with_its_owner() => Fixes("""
        class Counter : IDisposable
        {
            private readonly ThreadLocal<int> count = [|new|](() => 3);
            private readonly ThreadLocal<int> sum;

            public Counter() => sum = [|new ThreadLocal<int>|]();

            public int Next() => count.Value++ + sum.Value++;

            public void Dispose()
            {
                Console.WriteLine("over"); // say so
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Counter : IDisposable
        {
            private readonly ThreadLocal<int> count = new(() => 3);
            private readonly ThreadLocal<int> sum;

            public Counter() => sum = new ThreadLocal<int>();

            public int Next() => count.Value++ + sum.Value++;

            public void Dispose()
            {
                Console.WriteLine("over"); // say so
                count.Dispose();
                sum.Dispose();
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("[ThreadStatic] private static int [|depth|] = -1; public static int Depth => depth + 1;")]
    [InlineData("[ThreadStatic] private static List<int> [|sizes|] = new List<int> { 3 }; public static int Count => sizes.Count;")]
    [InlineData("[ThreadStatic] private static Random [|random|] = new(Environment.TickCount); public static int Next() => random.Next();")]
    [InlineData("[ThreadStatic] private static Random [|random|] = new(); public static int Next() => C.random.Next();")]
    [InlineData("private readonly ThreadLocal<int> count = [|new|](() => 3); public int Next() => count.Value++;")]
    public Task Offers_nothing_where_it_is_not_that_simple(string members) => FlagsWithoutFix($$"""
        class C
        {
            {{members}}
        }
        """);
}
