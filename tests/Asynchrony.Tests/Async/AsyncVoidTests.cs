using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class AsyncVoidTests : RuleTests<AsyncVoid>
{
    [Theory]
    [InlineData("async void [|Log|](string line) { await File.AppendAllTextAsync(\"log\", line); } Log(\"begun\");")]
    [InlineData("static async void [|Log|]() => await File.AppendAllTextAsync(\"log\", \"begun\"); Log();")]
    [InlineData("Log(1); async void [|Log|]<T>(T line) { Console.WriteLine(line); await foreach (var one in Lines()) Console.WriteLine(one); } async IAsyncEnumerable<int> Lines() { await Task.Yield(); yield return 1; }")]
    [InlineData("Log(); async void [|Log|]() { Deeper(); await Task.Yield(); async void [|Deeper|]() => await Task.Delay(1); }")]
    public Task Flags_local_functions(string body) => Flags(body);

    [Fact]
    public Task Flags_methods_that_nobody_asks_to_return_nothing() => FlagsProgram("""
        class Page
        {
            public Page() => Load();

            // By its name a handler, by its use none.
            private async void [|OnLoadData|]()
            {
                await Task.Delay(1);
                Console.WriteLine("loaded");
            }

            public void Load() => OnLoadData();

            internal static async void [|Save|](string text) => await File.WriteAllTextAsync("page", text);

            public async void [|Print|]()
            {
                try
                {
                    await Task.Delay(1);
                }
                catch (IOException e)
                {
                    Console.WriteLine(e);
                }
            }

            [Obsolete("Call Print.")]
            public async void [|Draw|]()
            {
                try
                {
                    await Task.Delay(1);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e);
                    throw;
                }
            }
        }

        struct Mark { public async void [|Set|]() => await Task.Delay(1); }
        record Line(string Text) { public async void [|Write|]() => await File.WriteAllTextAsync("line", Text); }
        class Box<T> { public async void [|Fill|](T what) { await Task.Delay(1); Console.WriteLine(what); } }
        partial class Half { public partial void Do(); }
        partial class Half { public async partial void [|Do|]() { await Task.Delay(1); Console.WriteLine("done"); } }
        """);

    [Fact]
    public Task Accepts_what_others_give_the_signature_to() => AcceptsProgram("""
        interface ISaver { void Save(); void Load(); }

        abstract class View
        {
            protected abstract void OnStartup(string[] args);
            protected virtual async void OnClosed() => await Task.Delay(1);
        }

        class Suspending<T> : EventArgs;
        interface ISuspendingEventArgs;

        class Main : View, ISaver
        {
            protected override async void OnStartup(string[] args) => await Task.Delay(args.Length);
            public async void Save() => await Task.Delay(1);
            async void ISaver.Load() => await Task.Delay(1);
            private async void Click(object sender, EventArgs e) => await Task.Delay(1);
            private async void Press(object sender, int key) => await Task.Delay(key);
            private async void Suspend(object sender, ISuspendingEventArgs e) => await Task.Delay(1);
            private async void Resume(Main sender, Suspending<int> e) => await Task.Delay(1);
            private async void Stop(ISuspendingEventArgs e) => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_what_is_made_a_delegate_of() => AcceptsProgram("""
        class Watch
        {
            event Action? Changed;
            readonly Timer timer;

            public Watch()
            {
                timer = new Timer(Tick);
                Changed += Refresh;
                Run(this.Work);
                Action later = Later;
                later();
                Changed?.Invoke();
                Action<object, object, object> set = Set;
                set(this, timer, later);

                async void Later() => await Task.Delay(1);
            }

            async void Tick(object? state) => await Task.Delay(1);
            async void Refresh() => await Task.Delay(1);
            async void Work() => await Task.Delay(1);
            static async void Set(object bindable, object before, object after) => await Task.Delay(1);
            static void Run(Action work) => work();
        }
        """);

    [Fact]
    public Task Accepts_functions_no_exception_gets_out_of() => AcceptsProgram("""
        class Beat
        {
            readonly CancellationTokenSource stop = new();

            public async void Run()
            {
                var beats = 0;
                try
                {
                    while (!stop.IsCancellationRequested)
                    {
                        await Task.Delay(1000, stop.Token);
                        Console.WriteLine(beats++);
                        if (beats > 10)
                            throw new InvalidOperationException();
                    }
                }
                catch (OperationCanceledException)
                {
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    await Console.Error.WriteLineAsync(e.ToString());
                }
                finally
                {
                    Console.WriteLine("over");
                }
            }

            public async void Careful()
            {
                try
                {
                    await Task.Delay(1);
                }
                catch (Exception e)
                {
                    if (e is OutOfMemoryException)
                        throw;
                    Console.WriteLine(e);
                }
            }

            public async void Quick()
            {
                try { await Task.Delay(1); } catch { }
            }

        #pragma warning disable CS1998
            public async void Nothing() => Console.WriteLine("nothing to await");
        }
        """);

    [Fact]
    public Task Accepts_messages_and_what_attributes_call() => AcceptsProgram("""
        namespace UnityEngine { public class MonoBehaviour; }
        class RelayCommandAttribute : Attribute;
        class TestInitializeAttribute : Attribute;

        class Player : UnityEngine.MonoBehaviour
        {
            async void Start() => await Task.Delay(1);
            async void Update() => await Task.Delay(1);
        }

        class Model
        {
            [RelayCommand]
            private async void Save() => await Task.Delay(1);

            [TestInitialize]
            public async void Prepare() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_what_says_that_nobody_waits() => FlagsProgram("""
        static class Tasks
        {
            public static async void Ignore(this Task task) { ArgumentNullException.ThrowIfNull(task); try { await task; } catch { } await Task.Yield(); }
            public static async void Then<T>(this ValueTask<T> task, Action<T> next) => next(await task);
            public static async void [|Wait|](Task task) => await task;
            public static async void [|SaveTo|](this string text, Task task) { await task; Console.WriteLine(text); }
            public static async void Forget(this Task task) => await task;
            public static async void SaveFireAndForget() => await Task.Delay(1);
            public static async void AsyncVoidMethod() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_functions_that_return_a_task() => AcceptsProgram("""
        class C
        {
            async Task A() => await Task.Delay(1);
            async ValueTask B() => await Task.Delay(1);
            async IAsyncEnumerable<int> D() { await Task.Delay(1); yield return 1; }
            void E() { Action run = async () => await Task.Delay(1); run(); }
        }
        """);

    [Fact]
    public Task Accepts_what_a_comment_explains_and_parts_of_methods() => FlagsProgram("""
        partial class Post
        {
            public void Send(int n) { Help(n); Later(n); Sent(n); }

            /// <remarks>An async void method, for nobody could use the task.</remarks>
            private async void Help(int n) => await Task.Delay(n);

            // Fixme: async void is wrong here.
            private async void [|Later|](int n) => await Task.Delay(n);

            // ReSharper disable once AsyncVoidMethod
            public async void Meant(int n) => await Task.Delay(n);

        #pragma warning disable VSTHRD100
            public async void MeantToo(int n) => await Task.Delay(n);
        #pragma warning restore VSTHRD100

            partial void Sent(int n);
            async partial void Sent(int n) => await Task.Delay(n);
        }
        """);

    [Fact]
    public Task Accepts_what_lets_its_twin_go() => FlagsProgram("""
        static class Box
        {
            public static async void Show(string text, int time = 1) => await ShowAsync(text, time).ConfigureAwait(false);
            public static async void Hide() { await HideAsync(); }
            public static async void [|Close|]() { await HideAsync(); }
            public static async void [|Move|]() { await MoveAsync(); Console.WriteLine("moved"); }
            public static async Task ShowAsync(string text, int time) { await Task.Delay(time); Console.WriteLine(text); }
            public static async Task HideAsync() => await Task.Delay(1);
            public static async Task MoveAsync() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_what_is_handed_to_what_does_not_resolve() =>
        Unfinished("using System.Threading.Tasks; class C { C(Missing all) { all.Subscribe<int>(On); all.Changed += this.Set; } async void On(int n) { await Task.Delay(n); } async void Set(Missing all, int n) { await Task.Delay(n); } }");

    [Fact]
    public Task Accepts_what_may_implement_an_unknown_contract() => Unfinished("class C : IMissing { public async void M() => await System.Threading.Tasks.Task.Delay(1); }");

    [Theory]
    [InlineData("class C { async void M() { await ; } async Task N() { M(); }")]
    [InlineData("class C { async void M( => await Task.Delay(1); }")]
    [InlineData("class C { [Missing] async void M() => await Task.Delay(1); }")]
    public Task Survives_unfinished_code(string code) => Survives(code);

    [Fact]
    public Task Is_a_suggestion_that_names_the_function() => Says(
        "class C { public async void Save() => await Task.Delay(1); }",
        "'Save' is async and returns nothing: nobody can wait for it, or catch what it throws");

    [Fact]
    public Task Flags_tests_and_returns_a_task_from_them() => Fixes(
        """
        using NUnit.Framework;

        public class Tests
        {
            // It saves.
            [Test]
            public async void [|Saves|]() // in time
            {
                await Task.Delay(1);
                Console.WriteLine("saved");
            }

            [Test] public async /* one */ void /* two */ [|Loads|]() => await Task.Delay(1);
        }

        namespace NUnit.Framework { class TestAttribute : Attribute; }
        """,
        """
        using NUnit.Framework;

        public class Tests
        {
            // It saves.
            [Test]
            public async Task Saves() // in time
            {
                await Task.Delay(1);
                Console.WriteLine("saved");
            }

            [Test] public async /* one */ Task /* two */ Loads() => await Task.Delay(1);
        }

        namespace NUnit.Framework { class TestAttribute : Attribute; }
        """);

    [Fact]
    public Task Accepts_tests_that_their_framework_waits_for() => AcceptsProgram("""
        public class Tests
        {
            [Xunit.Fact] public async void Saves() => await Task.Delay(1);
        }

        namespace Xunit { class FactAttribute : Attribute; }
        """);

    [Fact]
    public Task Returns_a_task_and_awaits_the_calls() => FixesEverywhere(
        ["""
        class Orders
        {
            public async Task Import(Orders? other)
            {
                // One by one.
                Save("one"); // first
                if (other != null)
                    other.Save("two");
                Func<Task> last = async () => Save("three");
                await last();
            }

            /// <summary>Saves.</summary>
            internal async void [|Save|](string order) // on disk
            {
                await File.WriteAllTextAsync(order, order);
            }
        }
        """,
        """
        class Shop(Orders orders)
        {
            public async Task Close() => orders.Save("last");

            private async void OnClosed(object sender, EventArgs e)
            {
                orders.Save("closed");
                await Task.Yield();
            }
        }
        """],
        ["""
        class Orders
        {
            public async Task Import(Orders? other)
            {
                // One by one.
                await Save("one"); // first
                if (other != null)
                    await other.Save("two");
                Func<Task> last = async () => await Save("three");
                await last();
            }

            /// <summary>Saves.</summary>
            internal async Task Save(string order) // on disk
            {
                await File.WriteAllTextAsync(order, order);
            }
        }
        """,
        """
        class Shop(Orders orders)
        {
            public async Task Close() => await orders.Save("last");

            private async void OnClosed(object sender, EventArgs e)
            {
                await orders.Save("closed");
                await Task.Yield();
            }
        }
        """]);

    [Fact]
    public Task Returns_a_task_from_a_local_function() => FixesEverywhere(
        ["class C\r\n{\r\n\tasync System.Threading.Tasks.Task Run()\r\n\t{\r\n\t\tLog(1);\r\n\t\tLog(2);\r\n\t\tasync void [|Log|](int line) => await File.WriteAllTextAsync(\"log\", $\"{line}\");\r\n\t}\r\n}\r\n"],
        ["class C\r\n{\r\n\tasync System.Threading.Tasks.Task Run()\r\n\t{\r\n\t\tawait Log(1);\r\n\t\tawait Log(2);\r\n\t\tasync Task Log(int line) => await File.WriteAllTextAsync(\"log\", $\"{line}\");\r\n\t}\r\n}\r\n"]);

    [Theory]
    [InlineData("public async void [|Save|]() => await Task.Delay(1); async Task Run() => Save();")]
    [InlineData("async void [|Save|]() => await Task.Delay(1); void Run() => Save();")]
    [InlineData("async void [|Save|]() => await Task.Delay(1); async Task Run() { Save(); await Task.Yield(); } void Other() => Save();")]
    [InlineData("async void [|Save|]() => await Task.Delay(1);")]
    [InlineData("async void [|Save|]() { while (true) { await Task.Delay(1); Console.WriteLine(); } } async Task Run() { Save(); await Task.Yield(); }")]
    [InlineData("async void [|Save|]() => await Loop(); async Task Loop() { while (true) await Task.Delay(1); } async Task Run() { Save(); await Task.Yield(); }")]
    [InlineData("async void [|Save|]() { await Task.Delay(1); Save(); } async Task Run() { Save(); await Task.Yield(); }")]
    [InlineData("readonly object gate = new(); async void [|Save|]() => await Task.Delay(1); async Task Run() { lock (gate) Save(); await Task.Yield(); }")]
    public Task Offers_nothing_where_a_caller_cannot_await(string members) => FlagsWithoutFix($"class C {{ {members} }}");

    private static async Task Unfinished(string code) => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new AsyncVoid()]));

    private static async Task Survives(string code) => Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new AsyncVoid()]), finding => Assert.Equal("ASY1005", finding.Id));
}
