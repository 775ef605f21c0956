using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class UpdateSpansAwaitTests : RuleTests<UpdateSpansAwait>
{
    private const string Store = """
        class Store
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim one = new(1);
            private static string? text;
            private long total;
            private List<int>? rows;
            private Task<int>? loading;

            private int notes;
            public void Note(int n) { lock (gate) notes += n; }
            public static Task<long> CountAsync() => Task.FromResult(1L);
            public static Task<List<int>> LoadAsync() => Task.FromResult(new List<int>());

            BODY
        }
        """;

    [Theory]
    [InlineData("public async Task Add() { [|total|] += await CountAsync(); }")]
    [InlineData("public async Task Add() => [|this.total|] -= 2 * await CountAsync();")]
    [InlineData("public async Task Add() { [|total|] = total + await CountAsync(); }")]
    [InlineData("public async Task<List<int>> Rows() => [|rows|] ??= await LoadAsync();")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) [|rows|] = await LoadAsync(); return rows; }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows != null) return rows; [|rows|] = await LoadAsync().ConfigureAwait(false); return rows; }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows is null) { var loaded = await LoadAsync(); [|rows|] = loaded; } return rows; }")]
    [InlineData("public async Task Text() { if (string.IsNullOrEmpty(text)) return; if (text == null) [|text|] = (await LoadAsync()).Count.ToString(); }")]
    [InlineData("public async Task Each() { async Task Load() { [|rows|] ??= await LoadAsync(); } await Load(); }")]
    public Task Flags_a_write_as_it_was_before_the_await(string body) => FlagsProgram(Store.Replace("BODY", body));

    [Theory]
    [InlineData("public async Task Add() { var count = await CountAsync(); total += count; }")]
    [InlineData("public async Task Add() { total = await CountAsync() + total; }")]
    [InlineData("public async Task Add() { total = await CountAsync(); }")]
    [InlineData("public async Task Add() { await one.WaitAsync(); try { total += await CountAsync(); } finally { one.Release(); } }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) { var loaded = await LoadAsync(); rows ??= loaded; } return rows; }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) { var loaded = await LoadAsync(); if (rows == null) rows = loaded; } return rows; }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) { var loaded = await LoadAsync(); lock (gate) rows = loaded; } return rows; }")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) { await CountAsync(); rows = new List<int>(); } return rows; }")]
    [InlineData("public Task<int> Load() => loading ??= Task.Run(() => 3);")]
    [InlineData("public async Task Start() { if (rows == null) rows = await LoadAsync(); }")]
    [InlineData("public async Task Mine() { long mine = 0; mine += await CountAsync(); Console.WriteLine(mine); }")]
    public Task Accepts_what_is_read_behind_the_await_and_locks(string body) => AcceptsProgram(Store.Replace("BODY", body));

    [Fact]
    public Task Accepts_an_object_that_only_has_a_concurrent_collection() => AcceptsProgram("""
        class Disk
        {
            private readonly ConcurrentDictionary<string, string> entries = new();
            private Stream? opened;

            public async Task<string?> Get(string path, Func<Task<Stream>> open)
            {
                if (opened == null)
                    opened = await open();
                return entries.TryGetValue(path, out var entry) ? entry : opened.ToString();
            }
        }
        """);

    /// <summary>What all objects share needs a lock that all share: of what an object has for itself that says nothing.</summary>
    [Fact]
    public Task Accepts_an_object_of_a_type_that_locks_what_is_static() => AcceptsProgram("""
        class Consent
        {
            private static readonly object gate = new();
            private static List<Type>? sources;
            private readonly List<Type> known = new();
            private bool? needed;

            public bool Any() { lock (gate) { sources ??= known.ToList(); return sources.Count > 0; } }
            public async Task<bool> IsNeededAsync(Func<Task<bool>> ask) => needed ??= await ask();
        }
        """);

    [Fact]
    public Task Accepts_types_without_a_sign_of_threads() => AcceptsProgram("""
        class Store
        {
            private long total;
            public async Task Add(Func<Task<long>> count) => total += await count();
            public Type Used => typeof(Thread);
        }
        """);

    [Fact]
    public Task Says_what_is_lost() => Says("""
        class C
        {
            private static long total;
            private volatile string? text;
            public async Task Add(Task<long> count) => total += await count;
            public async Task<string> Text(Task<string> load) => text ??= await load;
            public long Total { get { lock (this) return total; } }
        }
        """,
        "'total' is written here as it was before the await, so an update in between is lost: it is used under a lock in line 7",
        "'text' is written here as it was before the await, so what is made once may be made twice: it is volatile");

    [Fact]
    public Task Awaits_first() => Fixes("""
        class C
        {
            private static long total;

            public async Task Add(Task<long> count, bool twice)
            {
                // The sum.
                [|total|] += await count; // added
                if (twice)
                    [|C.total|] -= await count.ConfigureAwait(false);
                Func<Task> later = async () =>
                {
                    total *= 2;
                    await count;
                };
                await later();
            }

            public long Total { get { lock (typeof(C)) return total; } }
        }
        """, """
        class C
        {
            private static long total;

            public async Task Add(Task<long> count, bool twice)
            {
                // The sum.
                var result = await count;
                total += result; // added
                if (twice)
                {
                    var result2 = await count.ConfigureAwait(false);
                    C.total -= result2;
                }
                Func<Task> later = async () =>
                {
                    total *= 2;
                    await count;
                };
                await later();
            }

            public long Total { get { lock (typeof(C)) return total; } }
        }
        """);

    [Fact]
    public Task Awaits_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate static int total;\r\n\r\n\tpublic async Task M(Task<int> count)\r\n\t{\r\n\t\tThread.Sleep(1);\r\n\t\t[|total|] += await count;\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate static int total;\r\n\r\n\tpublic async Task M(Task<int> count)\r\n\t{\r\n\t\tThread.Sleep(1);\r\n\t\tvar result = await count;\r\n\t\ttotal += result;\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("public async Task Add() { [|total|] += 2 * await CountAsync(); }")]
    [InlineData("public async Task Add() => [|total|] += await CountAsync();")]
    [InlineData("public async Task<List<int>> Rows() { if (rows == null) [|rows|] = await LoadAsync(); return rows; }")]
    public Task Offers_nothing_where_it_would_not_do(string body) => FlagsWithoutFix(Store.Replace("BODY", body));

    [Theory]
    [InlineData("public async Task Add() { total += await ; }")]
    [InlineData("public async Task Add() { if (rows == null) rows = await LoadAsync( }")]
    [InlineData("public async Task Add() { rows ??= await")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Store.Replace("BODY", body))), [new UpdateSpansAwait()]), found => Assert.Equal("ASY1025", found.Id));

    [Theory]
    [InlineData("Console.WriteLine(rows?.Count);", "rows")]
    [InlineData("rows = null;", "[|rows|]")]
    public Task Flags_what_a_tick_writes_and_not_what_it_reads(string tick, string target) => FlagsProgram($$"""
        class Store
        {
            private readonly Timer timer;
            private List<int>? rows;

            public Store() => timer = new Timer(_ => Tick(), null, 0, 10);

            public async Task<List<int>> Rows(Task<List<int>> load) => {{target}} ??= await load;

            public void End() => timer.Dispose();

            private void Tick()
            {
                {{tick}}
            }
        }
        """);

    [Theory]
    [InlineData("await File.ReadAllTextAsync(\"page.html\")", "page")]
    [InlineData("await reader.ReadToEndAsync().ConfigureAwait(false)", "page")]
    [InlineData("await Task.FromResult(reader.GetHashCode().ToString())", "[|page|]")]
    public Task Accepts_text_that_is_the_same_when_it_is_read_again(string load, string target) => FlagsProgram($$"""
        class Pages
        {
            private static string? page;
            public Type Used => typeof(Thread);

            public async Task Show(TextReader reader)
            {
                if (page is null)
                {
                    var text = {{load}};
                    {{target}} = text + "!";
                }

                await Task.Delay(1);
                Console.WriteLine(page);
            }
        }
        """);

    [Theory]
    [InlineData("await File.ReadAllBytesAsync(\"page.bin\")", "page")]
    [InlineData("await load", "[|page|]")]
    public Task Accepts_bytes_that_are_the_same_when_they_are_read_again(string load, string target) => FlagsProgram($$"""
        class Pages
        {
            private readonly object gate = new();
            private int shown;
            private byte[]? page;

            public void Note() { lock (gate) shown++; }

            public async Task<int> Show(Task<byte[]> load)
            {
                if (page is null)
                    {{target}} = {{load}};
                return page.Length;
            }
        }
        """);
}
