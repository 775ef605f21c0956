using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

/// <summary>
/// What users of other analyzers of async code reported as wrong (F) or missed (N), each under the thread it comes from, tried with all of our
/// rules at once. A row of F has to be silent, or where it names a rule, that one; a row of N has to be found at its marks by the rule it names.
/// N15 (an await of somebody else's task), N22 (a semaphore taken by a helper) and N37 (a discard in a constructor) stand on the pages of ASY1001,
/// ASY1004 and ASY1007.
/// </summary>
public sealed class AskedOfPeersTests() : AskedTests(Members)
{
    private const string Members = """
        static async Task<int> Load(int n = 0) { await Task.Delay(n); return n; }
        static async Task Save(int n = 0) { await Task.Delay(n); Console.WriteLine(n); }
        static async ValueTask<int> Ask() { await Task.Yield(); return 1; }
        static Stream Open() => File.OpenRead("a");
        static async Task<int> ReadAsync(Stream s) => await s.ReadAsync(new byte[1]);
        static void Use(object? used) => Console.WriteLine(used);
        """;

    /// <summary>What is complete may be asked for its result.</summary>
    [Theory]
    [InlineData("F1", "vs-threading#693", "async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; }")]
    [InlineData("F2", "vs-threading#680", "int M(Task<int> t) { if (t.IsCompletedSuccessfully) return t.Result; return 0; }")]
    [InlineData("F2", "vs-threading#698", "int M(ValueTask<int> t) { if (t.IsCompletedSuccessfully) return t.Result; return 0; }")]
    [InlineData("F3", "vs-threading#301", "async Task<int> M(Task<int> t) { if (!t.IsCompleted) await t; return t.Result; }")]
    [InlineData("F4", "SharpSource#373", "Task<object> M(Task<string> t) { if (t.Status == TaskStatus.RanToCompletion) return Task.FromResult((object)t.Result); return Wrap(t); } async Task<object> Wrap(Task<string> t) => await t;")]
    [InlineData("F5", "SharpSource#373", "bool M(Task<bool> t) => t.IsCompleted && t.Result;")]
    [InlineData("F6", "xunit#2780", "Task<int> M(Task<int> t) => t.ContinueWith(x => x.Result + 1);")]
    [InlineData("F6", "xunit#2780", "async Task<string> M(Task<int> t) => await t.ContinueWith(x => x.Result.ToString());")]
    [InlineData("F7", "sonar-dotnet CallToAsyncMethodShouldNotBeBlocking", "Task M(Task<int> t) { Action<Task<int>> next = x => Use(x.Result); return t.ContinueWith(next); }")]
    [InlineData("F8", "sonar-dotnet#7053", "async Task<int[]> M(List<Task<int>> list) { await Task.WhenAll(list); return list.Select(t => t.Result).ToArray(); }")]
    [InlineData("F8", "sonar-dotnet#7053", "async Task<int> M(List<Task<int>> list) { await Task.WhenAll(list); return list[0].Result; }")]
    [InlineData("F9", "sonar-dotnet#4335", "int M() => Task.FromResult(1).Result;")]
    [InlineData("F9", "sonar-dotnet#4335", "int M() { var t = Task.FromResult(1); Use(t.Id); return t.Result; }")]
    [InlineData("F10", "sonar-dotnet CallToAsyncMethodShouldNotBeBlocking", "async Task<int> M(Task<int> a, Task<int> b) { var done = await Task.WhenAny(a, b); return done.Result; }")]
    [InlineData("F11", "vs-threading#878", "async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); Show(a); return a.Result + b.Result; } void Show(Task<int> t) => Use(t.Id);")]
    [InlineData("F12", "AsyncFixer#30", "string M(Task<int> task) => nameof(task.Result) + nameof(Task<int>.Result);")]
    [InlineData("F13", "", "async Task<int> M(List<Task<int>> tasks) { foreach (var t in tasks) await t; return tasks.Select(t => t.Result).Sum(); }")]
    public Task Accepts_the_result_of_what_is_complete(string row, string thread, string member) => Silent(row, thread, member, "ASY1");

    /// <summary>A method that has the name of another and Async behind it need not do the same.</summary>
    [Theory]
    [InlineData("F14", "vs-threading#1610", "async Task M(Thing thing) { await Task.Yield(); thing.Get(); } class Thing { public void Get() => Use(1); public Task GetAsync(int id) => Save(id); }")]
    [InlineData("F15", "vs-threading#1620", "async Task M(int x) { await Task.Yield(); NUnit.Framework.Assert.That(x, 1); NUnit.Framework.Assert.Throws(() => Use(1)); }", "namespace NUnit.Framework { public class Assert { public static void That(object a, object b) { } public static Task ThatAsync(Func<Task> a, object b) => null!; public static Exception Throws(Action a) => null!; public static Task<Exception> ThrowsAsync(Func<Task> a) => null!; } }")]
    [InlineData("F16", "Meziantou.Analyzer#592", "async Task M(Moq.Mock<IDisposable> mock) { await Task.Yield(); mock.Raise(m => m.Dispose(), 1); }", "namespace Moq { public class Mock<T> { public void Raise(Action<T> raise, object args) { } public Task RaiseAsync(Action<T> raise, object args) => null!; } }")]
    [InlineData("F17", "roslyn-analyzers#6684", "async Task M(Microsoft.EntityFrameworkCore.DbContext ctx) { await Task.Yield(); ctx.Add(1); ctx.AddRange(1, 2); ctx.Set<string>().Add(\"a\"); }", Entities)]
    [InlineData("F18", "sonar-dotnet#9605", "async Task M(Microsoft.EntityFrameworkCore.IDbContextFactory<Microsoft.EntityFrameworkCore.DbContext> factory) { await Task.Yield(); var made = factory.CreateDbContext(); Use(made); }", Entities)]
    [InlineData("F19", "sonar-dotnet#9179", "async Task M() { await Task.Yield(); Use(Newtonsoft.Json.JsonConvert.SerializeObject(1)); }", "namespace Newtonsoft.Json { public static class JsonConvert { public static string SerializeObject(object? o) => \"\"; [Obsolete] public static Task<string> SerializeObjectAsync(object? o) => null!; } }")]
    [InlineData("F20", "sonar-dotnet#9364", "async Task M(System.Xml.XmlReader reader) { await Task.Yield(); while (reader.Read()) Use(reader.Name); }")]
    [InlineData("F21", "sonar-dotnet#9340", "async Task M(FluentValidation.IValidator<int> validator) { await Task.Yield(); Use(validator.Validate(1)); }", "namespace FluentValidation { public interface IValidator<T> { bool Validate(T t); Task<bool> ValidateAsync(T t, System.Threading.CancellationToken token = default); } }")]
    [InlineData("F22", "sonar-dotnet@2526d5b", "async Task M(System.Data.Common.DbDataReader reader) { while (await reader.ReadAsync()) if (!reader.IsDBNull(0)) Use(reader.GetFieldValue<int>(0)); }")]
    [InlineData("F23", "sonar-dotnet#9222", "async Task M() { await Task.Yield(); var memory = new MemoryStream(); memory.Write(new byte[1], 0, 1); memory.Flush(); var writer = new StreamWriter(memory); writer.Write(1); writer.Flush(); Use(new StringReader(\"a\").ReadLine()); var text = new StringWriter(); text.Write(1); Use(text); }")]
    [InlineData("F24", "Meziantou.Analyzer@ed8da2e", "async Task M(Microsoft.Data.Sqlite.SqliteConnection connection) { await Task.Yield(); connection.Open(); Use(connection.ExecuteScalar()); }", "namespace Microsoft.Data.Sqlite { public class SqliteConnection { public void Open() { } public Task OpenAsync() => null!; public object ExecuteScalar() => 1; public Task<object> ExecuteScalarAsync() => null!; } }")]
    [InlineData("F25", "Meziantou.Analyzer#1117", "async Task M() { using var command = new Command(); await command.RunAsync(); } class Command : IDisposable { public async Task RunAsync() => await Save(); public void Dispose() => Use(1); }")]
    [InlineData("F26", "Meziantou.Analyzer#1034", "async Task RunAsync() { await Task.Yield(); Run(); } void Run() => Use(1);")]
    [InlineData("F27", "sonar-dotnet@7dfcd7d", "async Task M(StreamReader reader, object gate) { await Task.Yield(); lock (gate) { Use(reader.ReadLine()); } }")]
    [InlineData("F28", "roslyn-analyzers#7310", "async Task M(SemaphoreSlim slots, CancellationToken token) { await Task.Yield(); const int None = 0; var now = 0; if (slots.Wait(0) || slots.Wait(TimeSpan.Zero, token) || slots.Wait(None) || slots.Wait(now)) slots.Release(); }")]
    [InlineData("F29", "AsyncFixer@382afbd", "async Task M(CancellationTokenSource source) { await Task.Yield(); source.Cancel(); }")]
    [InlineData("F30", "AsyncFixer@d49c955", "async Task M(List<StreamReader> readers) { await Task.Yield(); Use((from reader in readers select reader.ReadLine()).ToList()); }")]
    [InlineData("F31", "Meziantou.Analyzer@8a5f02c", "async Task M() { await Task.Yield(); Console.Out.WriteLine(1); Console.Error.WriteLine(2); }")]
    [InlineData("F32", "Meziantou.Analyzer@a42144e", "async Task M(Rows rows) { await Task.Yield(); Use(rows.Query(\"all\")); } class Rows { public object Query(string sql) => sql; public Task<T> QueryAsync<T>(string sql) => Task.FromResult(default(T)!); }")]
    [InlineData("F33", "Meziantou.Analyzer Argument_RefMismatch", "async Task M(Rows rows) { await Task.Yield(); rows.Get(out var n); Use(n); Use(rows.Find(1L)); Use(rows.Make<int>()); } class Rows { public void Get(out int n) => n = 1; public async Task GetAsync(int n) => await Save(n); public int Find(long n) => (int)n; public async Task<int> FindAsync(int n) => await Load(n); public T? Make<T>() where T : struct => default; public async Task<T?> MakeAsync<T>() where T : class { await Save(); return null; } }")]
    [InlineData("F34", "roslyn-analyzers#7318", "async Task M(Rows rows) { await Task.Yield(); rows.Clear(1, true); } class Rows { public void Clear(int n, bool all) => Use(all); public async Task ClearAsync(int n) => await Save(n); }")]
    [InlineData("F35", "sonar-dotnet#9179", "async Task M(Stream s, byte[] b, bool async) { if (async) Use(await s.ReadAsync(b)); else Use(s.Read(b)); }")]
    [InlineData("F36", "vs-threading#1003", "async Task M(List<int> list) { await Task.Yield(); list.Sort((a, b) => Compare(a, b)); } int Compare(int a, int b) => a - b; async Task<int> CompareAsync(int a, int b) => await Load(a - b);")]
    [InlineData("F37", "Meziantou.Analyzer PropertyGetter_NoDiagnostic", "class Page : IDisposable { readonly StreamReader reader = new(\"a\"); readonly string? first; Page() => first = reader.ReadLine(); public string? Next => reader.ReadLine() + first; public static Page operator +(Page one, Page other) { Use(one.reader.ReadLine()); return other; } public void Dispose() { Use(reader.ReadToEnd()); reader.Dispose(); } static Page() => Use(new StreamReader(\"b\").ReadLine()); }")]
    public Task Accepts_a_call_that_has_no_true_twin(string row, string thread, string member, string library = "") => Silent(row, thread, member, "ASY1", library);

    private const string Entities = "namespace Microsoft.EntityFrameworkCore { public class DbContext { public object Add(object o) => o; public ValueTask<object> AddAsync(object o, System.Threading.CancellationToken token = default) => default; public void AddRange(params object[] o) { } public Task AddRangeAsync(params object[] o) => null!; public DbSet<T> Set<T>() => new(); } public class DbSet<T> { public T Add(T t) => t; public ValueTask<T> AddAsync(T t, System.Threading.CancellationToken token = default) => default; } public interface IDbContextFactory<T> { T CreateDbContext(); Task<T> CreateDbContextAsync(System.Threading.CancellationToken token = default); } }";

    /// <summary>A task that is handed on, kept, discarded on purpose, or need not be waited for.</summary>
    [Theory]
    [InlineData("F38", "vs-threading#1167", "void M(Mock<Service> mock) => mock.Verify(x => x.DoAsync(1)); class Service { public Task DoAsync(int n) => Save(n); } class Mock<T> { public void Verify(System.Linq.Expressions.Expression<Func<T, Task>> called) => Use(called); public void Verify(System.Linq.Expressions.Expression<Action<T>> called, int times) => Use(times); }")]
    [InlineData("F38", "Meziantou.Analyzer#692", "void M(Mock<Service> mock) => mock.Verify(x => x.DoAsync(1), 0); class Service { public Task DoAsync(int n) => Save(n); } class Mock<T> { public void Verify(System.Linq.Expressions.Expression<Action<T>> called, int times) => Use(times); }")]
    [InlineData("F39", "sdk#56294", "void M() { _ = Save(); }")]
    [InlineData("F40", "vs-threading ForgetExtension_ProducesNoDiagnostic", "void M() { Save().Forget(); }", "public static class Tasks { public static void Forget(this Task task) { } }")]
    [InlineData("F41", "vs-threading#772", "void M(Service? svc) { _ = svc?.StartAsync(); } class Service { public Task StartAsync() => Save(); }")]
    [InlineData("F41", "vs-threading#849", "async Task M(Service? svc) { await (svc?.StartAsync() ?? Task.CompletedTask); } class Service { public Task StartAsync() => Save(); }")]
    [InlineData("F42", "vs-threading@dc30848", "async Task M() { await (Save()).ConfigureAwait(false); await ((Save())); }")]
    [InlineData("F43", "unused-task-warning#17", "async Task M() { var tasks = new List<Task>(); var t = Save(); tasks.Add(t); Use(1); await Task.WhenAll(tasks); }")]
    [InlineData("F44", "vs-threading CustomAwaitableLikeType", "void M() { Make(); } Odd Make() => new(); class Odd { public int GetAwaiter() => 1; }")]
    [InlineData("F45", "Meziantou.Analyzer@299b684", "void M(Builder builder) { builder.With(1); } class Builder { public Builder With(int n) { Use(n); return this; } public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => Save().GetAwaiter(); }")]
    [InlineData("F46", "vs-threading", "Task M(bool c) { return c ? Save(1) : Save(2); } Task N(int n) => n switch { 1 => Save(1), _ => Save(2) }; (Task, Task) P() => (Save(1), Save(2)); Task[] Q() => [Save(1), Save(2)];")]
    [InlineData("F47", "roslyn-analyzers#6181", "Task StartAsync(CancellationToken token) { Task.Run(() => Pump(token)); return Task.CompletedTask; } async Task Pump(CancellationToken token) { try { while (!token.IsCancellationRequested) await Task.Delay(10, token); } catch (Exception e) { Use(e); } }")]
    [InlineData("F48", "AsyncFixer@de1edc5", "async Task M() { await Assert.ThrowsAsync(() => Save()); } class Assert { public static async Task ThrowsAsync(Func<Task> run) { try { await run(); } catch (Exception e) { Use(e); return; } throw new Exception(); } }")]
    public Task Accepts_a_task_that_is_not_lost(string row, string thread, string member, string library = "") => Silent(row, thread, member, "ASY1", library);

    /// <summary>Who asks for a function that returns nothing gets one.</summary>
    [Theory]
    [InlineData("F49", "sonar-dotnet#5432", "readonly Timer timer; C() => timer = new Timer(OnTick, null, 0, 1000); async void OnTick(object? state) { await Save(); Use(timer); }")]
    [InlineData("F50", "sonar-dotnet#946", "delegate void Suspending(object sender, Args e); event Suspending? Stopping; void M() { Stopping += OnStopping; Stopping?.Invoke(this, new Args()); } async void OnStopping(object sender, Args e) { await Save(); } class Args { }")]
    [InlineData("F51", "Meziantou.Analyzer@1ddf530", "event EventHandler? Closed; event Action? Done; void M() { Closed += async (s, e) => await Task.Delay(1); Done += async () => await Task.Delay(1); Closed?.Invoke(this, EventArgs.Empty); Done?.Invoke(); }")]
    [InlineData("F52", "AsyncFixer#39", "event EventHandler<Args<int>>? Changed; void M() { Changed += OnChanged; Changed?.Invoke(this, new Args<int>()); } async void OnChanged(object? sender, Args<int> e) { await Save(); } class Args<T> : EventArgs { }")]
    [InlineData("F53", "sonar-dotnet MyVirtualMethod", "class App : Framework.Application { protected override async void OnStartup(int n) { await Save(n); } }", "namespace Framework { public class Application { protected virtual void OnStartup(int n) { } } }")]
    [InlineData("F53", "sonar-dotnet MyVirtualMethod", "class App : Framework.IStart { public async void Start() { await Save(1); } } class Other : Framework.IStart { async void Framework.IStart.Start() { await Save(1); } }", "namespace Framework { public interface IStart { void Start(); } }")]
    [InlineData("F54", "sonar-dotnet#1181", "void M(IObservable<int> source) => source.Subscribe(async x => await Save(x));", "public static class ObservableExtensions { public static IDisposable Subscribe<T>(this IObservable<T> source, Action<T> next) => null!; }")]
    [InlineData("F55", "Unity.Analyzers#410", "class Player : UnityEngine.MonoBehaviour { async void Start() { await Save(1); } }", "namespace UnityEngine { public class MonoBehaviour { } }")]
    [InlineData("F56", "sonar-dotnet#1880", "[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass] public class Tests { [Microsoft.VisualStudio.TestTools.UnitTesting.TestInitialize] public async void Start() { await Save(1); } }", "namespace Microsoft.VisualStudio.TestTools.UnitTesting { public class TestClassAttribute : Attribute { } public class TestInitializeAttribute : Attribute { } }")]
    [InlineData("F57", "sonar-dotnet@f9c53fe", "void M(Framework.Host host) => host.OnReady(Ready); async void Ready() { await Save(1); }", "namespace Framework { public class Host { public void OnReady(Action ready) { } } }")]
    public Task Accepts_async_functions_that_have_to_return_nothing(string row, string thread, string member, string library = "") => Silent(row, thread, member, "ASY1", library);

    /// <summary>A resource that is given up when the work is done, or that the work does not need.</summary>
    [Theory]
    [InlineData("F58", "Meziantou.Analyzer#973", "Task M() { using (ExecutionContext.SuppressFlow()) return Task.Run(() => Use(1)); }")]
    [InlineData("F59", "IDisposableAnalyzers#68", "Task<int> M() { using var s = Open(); Use(s.ReadByte()); return Task.FromResult(1); } ValueTask N() { using var s = Open(); Use(s.ReadByte()); return ValueTask.CompletedTask; }")]
    [InlineData("F60", "roslyn-analyzers#7549", "async Task M() { var s = Open(); var t = ReadAsync(s); Use(1); await t; s.Dispose(); }")]
    [InlineData("F61", "icerpc-csharp#4150", "void M() { var t = Load(); _ = Watch(t); } async Task Watch(Task t) { try { await t; } catch (Exception e) { Use(e); } }")]
    [InlineData("F62", "sdk#51761", "void M() { using var s = Open(); Use(ReadAsync(s).GetAwaiter().GetResult()); }", "", "ASY1014")]
    [InlineData("F62", "sdk#51761", "void M() { using var s = Open(); ReadAsync(s).WaitAndUnwrapException(); }", "public static class Tasks { public static void WaitAndUnwrapException(this Task task) { } }")]
    [InlineData("F62", "sdk#51761", "void M() { using var s = Open(); Use(ReadAsync(s).EnsureCompleted()); }", "public static class Tasks { public static T EnsureCompleted<T>(this Task<T> task) => default!; }")]
    [InlineData("F63", "roslyn-analyzers#2949", "Task M() { var s = Open(); return ReadAsync(s).ContinueWith(_ => s.Dispose()); }")]
    [InlineData("F64", "roslyn-analyzers#2212", "async Task<Stream> M() { var s = await CreateAsync(); Use(s.ReadByte()); return s; } async Task<Stream> CreateAsync() { await Save(); return Open(); }")]
    [InlineData("F65", "sonar-dotnet#6660", "async Task M() { var source = new CancellationTokenSource(); await Task.Delay(1, source.Token); ((IDisposable)source).Dispose(); } async Task N() { var s = Open(); Use(await ReadAsync(s)); await s.DisposeAsync(); }")]
    public Task Accepts_what_is_released_in_time(string row, string thread, string member, string library = "", string rule = "") => Silent(row, thread, member, rule, library);

    /// <summary>Value tasks, tokens and tasks of tasks.</summary>
    [Theory]
    [InlineData("F88", "roslyn-analyzers#3384", "ValueTask<int> M(Visitor? x, int d) => x?.Accept(this) ?? new ValueTask<int>(d); class Visitor { public ValueTask<int> Accept(C c) => Ask(); }")]
    [InlineData("F88", "roslyn-analyzers#4271", "int Count => 2; ValueTask<(int, int)> M(int a) => ValueTask.FromResult((a, Count));")]
    [InlineData("F88", "sonar-dotnet@f198752", "async Task M(Source s) { Use(await s.ReadAsync().AsTask()); Use(await s.ReadAsync().AsTask()); } class Source { public ValueTask<int> ReadAsync() => Ask(); }")]
    [InlineData("F88", "roslyn-analyzers#3573", "void M() { var vt = Ask(); _ = vt; }")]
    [InlineData("F89", "Meziantou.Analyzer#586", "async Task M() { var token = Make(); await Task.Delay(1, token); } CancellationToken Make() => new CancellationToken(false);")]
    [InlineData("F89", "Meziantou.Analyzer#228", "async Task M(CancellationToken token) { await token.Ended(); }", "public static class Tokens { public static Task Ended(this CancellationToken token) => Task.Delay(-1, token); }")]
    [InlineData("F89", "documentation#4446", "async Task M(Stream s, CancellationToken token) { try { await s.FlushAsync(token); } finally { await s.FlushAsync(CancellationToken.None); } }")]
    [InlineData("F89", "Meziantou.Analyzer#796", "async Task M(CancellationToken token) { await Task.Delay(1, token); await Inner(); static async Task Inner() => await Task.Delay(1); }")]
    [InlineData("F90", "TaskTupleAwaiter#31", "async Task M() { var (a, b) = await (Load(1), Load(2)); Use(a + b); }", "public static class Awaiters { public static System.Runtime.CompilerServices.TaskAwaiter<(A, B)> GetAwaiter<A, B>(this (Task<A>, Task<B>) both) => default; }")]
    [InlineData("F90", "roslyn-analyzers#1907", "async Task M(TaskScheduler scheduler) => await new TaskFactory(scheduler).StartNew(async () => await Save()).Unwrap();")]
    [InlineData("F90", "roslyn-analyzers#4290", "async Task M() => await await Task.Factory.StartNew(async () => await Save());")]
    [InlineData("F90", "Meziantou.Analyzer", "async Task M() { await Task.Yield(); Use(1); }")]
    public Task Accepts_value_tasks_tokens_and_nested_tasks(string row, string thread, string member, string library = "") => Silent(row, thread, member, "ASY1", library);

    [Theory]
    [InlineData("N1", "vs-threading#632", "ASY1001", "Task M(List<int> list) { list.ForEach(i => Task.Delay(i).[|Wait|]()); return Save(); }")]
    [InlineData("N2", "AsyncFixer#27", "ASY1013", "Task M() { return [|Task.Factory.StartNew|](async () => await Save()); }")]
    [InlineData("N3", "roslyn-analyzers#4290", "ASY1013", "async Task M() => await [|Task.Run|](() => Ask());")]
    [InlineData("N4", "vs-threading#1354", "ASY1001", "int M(Task<int> t) => t.ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("N5", "vs-threading#1235", "ASY1001", "async Task M(Service? s) { await Task.Yield(); s?.StartAsync().[|Wait|](); } class Service { public Task StartAsync() => Save(); }")]
    [InlineData("N6", "vs-threading#1569", "ASY1003", "async Task M(Stream s) { await Task.Yield(); Use([|s.Length2|]()); }", "public static class Streams { public static int Length2(this Stream s) => 1; public static Task<int> Length2Async(this Stream s) => null!; }")]
    [InlineData("N6", "vs-threading#1643", "ASY1003", "async Task M(IStore s) { await Task.Yield(); Use([|s.Find|](1)); }", " public interface IStore { Task<int> FindAsync(int n); } public static class Stores { public static int Find(this IStore s, int n) => n; }")]
    [InlineData("N7", "roslyn-analyzers#6268", "ASY1002", "async Task M() { await Task.Yield(); [|Thread.Sleep|](10); }")]
    [InlineData("N7", "roslyn-analyzers#6268", "ASY1002", "async Task M(WaitHandle handle) { await Task.Yield(); [|handle.WaitOne|](); }")]
    [InlineData("N8", "vs-threading#1074", "ASY1005", "void M() { Inner(1); async void [|Inner|](int n) { await Save(n); } }")]
    [InlineData("N8", "sonar-dotnet AsyncVoidMethod", "ASY1006", "void M() { Action a = [|async|] () => await Save(); a(); }")]
    [InlineData("N9", "sonar-dotnet#9682", "ASY1005", "void M() { OnLoadData(); Use(1); } async void [|OnLoadData|]() { await Save(); }")]
    [InlineData("N10", "vs-threading#1363", "ASY1007", "async Task M() { await Task.Yield(); Inner(); void Inner() { [|Wrapped|](); } } Task Wrapped() => Save();")]
    [InlineData("N10", "vs-threading@0f0921d", "ASY1007", "~C() { [|Wrapped|](); } Task Wrapped() => Save();")]
    [InlineData("N11", "roslyn#71358", "ASY1007", "void M() { [|Wrapped|](); Use(1); } Task Wrapped() => Save();")]
    [InlineData("N12", "unused-task-warning#17", "ASY1008", "async Task<bool> M(Service svc) { await Task.Yield(); var i = [|svc.SolveAsync|](); return svc.Solved; } class Service { public bool Solved; public async Task<int> SolveAsync() { await Save(); Solved = true; return 1; } }")]
    [InlineData("N13", "sdk#56294", "ASY1007", "[Xunit.Fact] public void Throws() { [|Xunit.Assert.ThrowsAsync<Exception>|](() => Save()); }", "namespace Xunit { public class FactAttribute : Attribute { } public class Assert { public static Task<T> ThrowsAsync<T>(Func<Task> run) where T : Exception => null!; } }")]
    [InlineData("N14", "a2a-dotnet#89", "ASY1009", "void M() => Use([|Load|]());")]
    [InlineData("N14", "a2a-dotnet#89", "ASY1009", "string M() => $\"{[|Load|]()}\";")]
    [InlineData("N16", "vs-threading#1548", "ASY1016", "Task M(bool go) => go ? Save() : [|null|]!;")]
    [InlineData("N16", "vs-threading VSTHRD114", "ASY1016", "Task M() { Task? t = null; return [|t|]!; }")]
    [InlineData("N16", "ErrorProne.NET#10", "ASY1016", "async Task M(Service? s) { await [|s?.StartAsync()|]!; } class Service { public Task StartAsync() => Save(); }")]
    [InlineData("N17", "IDisposableAnalyzers#299", "ASY1014", "async Task M() { await Task.Yield(); using ([|CreateAsync|]()) Use(1); } async Task<Stream> CreateAsync() { await Save(); return Open(); }")]
    [InlineData("N18", "roslynator#753", "ASY1014", "Task<string> M() { var client = new System.Net.Http.HttpClient(); try { return [|client.GetStringAsync|](\"a\"); } finally { client.Dispose(); } }")]
    [InlineData("N19", "roslyn-analyzers#7775", "ASY1014", "Task M() { using var s = Open(); return [|Consume|](s); } async Task Consume(IDisposable d) { await Task.Delay(1); Use(d); }")]
    [InlineData("N19", "runtime#78394", "ASY1014", "Task<int> M() { using var s = new StreamReader(Open()); return [|s.ReadAsync|](new char[1], 0, 1); }")]
    [InlineData("N20", "sonar-dotnet CallToAsyncMethodShouldNotBeBlocking", "ASY1001", "async Task M() { await Task.Yield(); var work = new Task(() => Use(1)); [|work.RunSynchronously|](); }")]
    [InlineData("N21", "sonar-dotnet ConsumeValueTaskCorrectly", "ASY1017", "async Task<int> M(bool go) { var vt = Ask(); if (go) Use(await vt); return [|await vt|]; }")]
    [InlineData("N21", "sonar-dotnet ConsumeValueTaskCorrectly", "ASY1017", "async Task M() { var vt = Ask(); for (var n = 0; n < 3; n++) Use([|await vt|]); }")]
    [InlineData("N40", "ErrorProne.NET#311", "ASY2009", "Task M() => [|Task.Factory.StartNew|](async () => await Save(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();")]
    public Task Finds_what_others_missed(string row, string thread, string rule, string member, string library = "") => Finds(row, thread, rule, member, library);

    /// <summary>Each row is tried here or told on the page of its rule.</summary>
    [Fact]
    public void Has_each_row()
    {
        var tried = typeof(AskedOfPeersTests).GetMethods().SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)).Cast<InlineDataAttribute>()
            .Select(data => (string)data.GetData(null!).Single()[0]);
        var told = new[] { "N15", "N22", "N37" };
        var all = Numbered("F", 1, 65).Concat(Numbered("F", 88, 90)).Concat(Numbered("N", 1, 22)).Concat(["N37", "N40"]);
        Assert.Equal(all.Order(), tried.Concat(told).Distinct().Order());

        static IEnumerable<string> Numbered(string kind, int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => $"{kind}{number}");
    }
}
