using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ThisEscapesConstructorTests : RuleTests<ThisEscapesConstructor>
{
    [Theory]
    [InlineData("new Thread(Run).[|Start|](); name = given;")]
    [InlineData("[|Task.Run|](Run); name = given;")]
    [InlineData("[|Task.Run|](() => Console.WriteLine(name)); name = given;")]
    [InlineData("[|Task.Run|](() => Console.WriteLine(this.name)); Console.WriteLine(given); this.name = given;")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](_ => Run()); name = given;")]
    [InlineData("timer = [|new Timer|](_ => Run(), null, 0, 100); name = given;")]
    [InlineData("thread = new Thread(Run); [|thread.Start|](); if (given.Length > 0) name = given;")]
    [InlineData("var own = new Thread(() => { Console.WriteLine(1); Run(); }); [|own.Start|](); Title = given; name = Title;")]
    [InlineData("[|Changed|] += Run; name = given;")]
    [InlineData("[|Changed|] += () => Console.WriteLine(Title); Title = given;")]
    [InlineData("void Show() => Console.WriteLine(name); [|Task.Run|](Show); name = given;")]
    [InlineData("[|Task.Run|](() => { while (!isOver) Console.WriteLine(name); }); name = given;")]
    [InlineData("isOver = false; [|Task.Run|](() => { while (!isOver) Console.WriteLine(name); }); name = given;")]
    [InlineData("lock (gate) { thread = new Thread(Loop); [|thread.Start|](); } name = given;")]
    public Task Flags_a_start_before_the_last_assignment(string body) => FlagsProgram(Program(body));

    [Theory]
    [InlineData("name = given; new Thread(Run).Start();")]
    [InlineData("name = given; Task.Run(Run); other = 1;")]
    [InlineData("Task.Run(Run).Wait(); name = given;")]
    [InlineData("var own = new Thread(Run); own.Start(); own.Join(); name = given;")]
    [InlineData("var own = new Thread(Run); name = given; own.Start();")]
    [InlineData("var go = new ManualResetEventSlim(); Task.Run(() => { go.Wait(); Run(); }); name = given; go.Set();")]
    [InlineData("Task.Run(() => Console.WriteLine(given)); name = given;")]
    [InlineData("timer = new Timer(_ => Run(), null, 5000, 100); name = given;")]
    [InlineData("timer = new Timer(_ => Run()); name = given; timer.Change(0, 10);")]
    [InlineData("Own += Run; name = given;")]
    [InlineData("name = \"\"; Task.Run(Run); name = given;")]
    [InlineData("Task.Run(() => Console.WriteLine(mood)); mood = given;")]
    [InlineData("Task.Run(() => name = given); name = given;")]
    [InlineData("Action later = () => Task.Run(Run); later(); name = given;")]
    [InlineData("lock (gate) { Task.Run(() => { lock (gate) Console.WriteLine(name); }); name = given; }")]
    [InlineData("var other = new C(1); Task.Run(other.Run); name = given;")]
    [InlineData("Task.Run(() => { while (!isOver) Thread.Sleep(1); Console.WriteLine(name); }); name = given; End();")]
    public Task Accepts_what_has_its_values(string body) => AcceptsProgram(Program(body));

    private static string Program(string body) => $$"""
        #pragma warning disable CS8618, CS0067, CS0414
        class C
        {
            private static event Action? Changed;
            private event Action? Own;
            private readonly object gate = new();
            private string name;
            private string mood = "calm";
            private int other;
            private volatile bool isOver;
            private Timer? timer;
            private Thread? thread;
            private string Title { get; set; }

            public C(int other) => this.other = other;

            public C(string given)
            {
                {{body}}
            }

            public void Run()
            {
                Console.WriteLine("begin");
                Console.WriteLine(name);
            }

            private void Loop()
            {
                while (!isOver)
                    Console.WriteLine(name);
            }

            public void End() => isOver = true;
        }
        """;

    [Fact]
    public Task Accepts_other_members() => AcceptsProgram("""
        class C
        {
            private string name = "";
            public void Start(string given) { Task.Run(() => Console.WriteLine(name)); name = given; }
            static C() { Task.Run(() => Console.WriteLine(count)); count = 1; }
            private static int count;
        }
        """);

    [Fact]
    public Task Accepts_events_of_the_thread_that_makes_the_object() => FlagsProgram("""
        namespace Android.App { public class Activity { } }

        class Screen : Android.App.Activity { public static event Action? Paused; public void OnPause() => Paused?.Invoke(); }
        class Server { public static event Action? Paused; public void OnPause() => Paused?.Invoke(); }

        class Player
        {
            private string? song;

            public Player(string given)
            {
                Screen.Paused += () => Console.WriteLine(song);
                [|Server.Paused|] += () => Console.WriteLine(song);
                song = given;
            }
        }
        """);

    [Fact]
    public Task Says_what_is_read_too_early() => Says("""
        class C
        {
            private string? name;
            public static event Action? Changed;
            public C(string given)
            {
                Task.Run(() => Console.WriteLine(name));
                Changed += () => Console.WriteLine(name);
                name = given;
            }
            public static void Raise() => Changed?.Invoke();
        }
        """,
        "The task that starts here may read 'name' before line 9 sets it",
        "The handler that subscribes here may read 'name' before line 9 sets it");

    [Theory]
    [InlineData("Task.Run(() => name.); name = ")]
    [InlineData("Changed += ; name = given")]
    [InlineData("new Thread(Missing).Start(); name = given;")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Program(body))), [new ThisEscapesConstructor()]), found => Assert.Equal("ASY3006", found.Id));
}
