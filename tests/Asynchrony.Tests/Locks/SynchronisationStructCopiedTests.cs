using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class SynchronisationStructCopiedTests : RuleTests<SynchronisationStructCopied>
{
    private const string Members = """
        public static SpinLock Gate = new(false); public static SpinLock[] Gates = new SpinLock[3]; public static SpinLock Copied => default; public static ref SpinLock Referred => ref Gate;
        public static Held Holder; public static void Take(SpinLock gate) => Console.WriteLine(gate.IsHeld); public static void Refer(ref SpinLock gate) { } public static void Read(in SpinLock gate) { } public static void Show(object o) => Console.WriteLine(o);
        public struct Held { public SpinLock Inner; public int Count; public void Add() => Count++; public readonly int Now() => Count; }
        """;

    [Theory]
    [InlineData("var mine = [|Gate|]; Console.WriteLine(mine.IsHeld);")]
    [InlineData("SpinLock mine; mine = [|Gate|]; Console.WriteLine(mine.IsHeld);")]
    [InlineData("Take([|Gate|]);")]
    [InlineData("Show([|Gate|]);")]
    [InlineData("object boxed = [|Gate|]; Console.WriteLine(boxed);")]
    [InlineData("var pair = ([|Gate|], 3); Console.WriteLine(pair);")]
    [InlineData("Gate = [|Members.Gate|];")]
    [InlineData("Func<SpinLock> get = () => [|Gate|]; Console.WriteLine(get().IsHeld);")]
    [InlineData("var held = [|Holder|]; Console.WriteLine(held.Count);")]
    [InlineData("Take([|Holder.Inner|]);")]
    [InlineData("var taken = false; [|Copied|].Enter(ref taken);")]
    [InlineData("foreach (var gate in Gates) { var taken = false; [|gate|].Enter(ref taken); }")]
    [InlineData("var gate = new SpinLock(false); var taken = false; gate.Enter(ref taken); Take([|gate|]);")]
    public Task Flags_a_copy_of_a_lock(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var taken = false; Gate.Enter(ref taken); if (taken) Gate.Exit();")]
    [InlineData("var gate = new SpinLock(true); Console.WriteLine(gate.IsHeld);")]
    [InlineData("SpinLock gate = default; Take(gate);")]
    [InlineData("Gate = new SpinLock(false);")]
    [InlineData("Take(new SpinLock(false)); Take(default);")]
    [InlineData("var gate = new SpinLock(false); Gate = gate;")]
    [InlineData("Refer(ref Gate); Read(in Gate); Read(Gate);")]
    [InlineData("var taken = false; Gates[1].Enter(ref taken);")]
    [InlineData("var taken = false; Referred.TryEnter(ref taken);")]
    [InlineData("var taken = false; Holder.Inner.Enter(ref taken); Holder.Add();")]
    [InlineData("Console.WriteLine(Gate.IsHeld); Console.WriteLine(nameof(Gate));")]
    [InlineData("var wait = new SpinWait(); wait.SpinOnce(); var second = wait; second.SpinOnce();")]
    [InlineData("foreach (var gate in Gates) Console.WriteLine(gate.IsHeld);")]
    [InlineData("var count = Holder.Count; Console.WriteLine(count);")]
    public Task Accepts_a_lock_in_one_place(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("private readonly SpinLock [|gate|] = new(false); void M() { var taken = false; gate.Enter(ref taken); if (taken) gate.Exit(); }")]
    [InlineData("private static readonly SpinLock [|gate|]; void M() { var taken = false; C.gate.TryEnter(10, ref taken); }")]
    [InlineData("private readonly SpinLock [|gate|]; C() { Run(() => { var taken = false; gate.Enter(ref taken); }); } static void Run(Action run) => run();")]
    [InlineData("private readonly Held [|held|]; void M() { var taken = false; held.Inner.Enter(ref taken); }")]
    [InlineData("private readonly Held [|held|]; void M() => held.Add();")]
    [InlineData("private readonly SpinWait [|wait|]; void M() { while (DateTime.Now.Day < 3) wait.SpinOnce(); }")]
    [InlineData("private readonly System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore<int> [|core|]; void M() => core.SetResult(3);")]
    [InlineData("void M(in SpinLock gate) { var taken = false; [|gate|].Enter(ref taken); }")]
    [InlineData("void M(ref readonly SpinLock gate) { var taken = false; [|gate|].Enter(ref taken); }")]
    [InlineData("private SpinLock gate; SpinLock Gate => [|gate|];")]
    [InlineData("private SpinLock gate; SpinLock Get() { return [|this.gate|]; }")]
    public Task Flags_a_lock_that_the_compiler_copies(string members) => FlagsProgram($$"""
        struct Held { public SpinLock Inner; public int Count; public void Add() => Count++; public readonly int Now() => Count; }
        class C { {{members}} }
        """);

    [Theory]
    [InlineData("private readonly SpinLock gate = new(false); bool M() => gate.IsHeld;")]
    [InlineData("private readonly SpinLock gate; C() { var taken = false; gate.Enter(ref taken); }")]
    [InlineData("private readonly Held held; int M() => held.Now() + held.Count;")]
    [InlineData("private SpinLock gate; ref SpinLock Gate => ref gate;")]
    [InlineData("private SpinLock gate; ref SpinLock Get() { return ref gate; }")]
    [InlineData("static SpinLock Made() { var gate = new SpinLock(false); return gate; }")]
    [InlineData("private SpinLock gate; C(SpinLock gate) { this.gate = gate; }")]
    [InlineData("private readonly object gate = new(); void M(object other) { other = gate; Console.WriteLine(other); }")]
    [InlineData("private readonly DateTime now = DateTime.Now; DateTime M() => now.AddDays(1);")]
    public Task Accepts_a_lock_that_is_not_copied(string members) => AcceptsProgram($$"""
        struct Held { public SpinLock Inner; public int Count; public void Add() => Count++; public readonly int Now() => Count; }
        class C { {{members}} }
        """);

    [Theory]
    [InlineData("struct C { private SpinLock gate; public readonly void M() { var taken = false; [|gate|].Enter(ref taken); } }")]
    [InlineData("struct C { private SpinLock gate; public void M() { var taken = false; gate.Enter(ref taken); } }")]
    public Task Knows_readonly_members(string program) => FlagsProgram(program);

    [Fact]
    public Task Says_what_happens() => Says("""
        class C
        {
            private readonly SpinLock gate = new(false);
            private SpinLock other;
            void M()
            {
                var taken = false;
                gate.Enter(ref taken);
                var copy = other;
                Take(other);
            }
            void Take(SpinLock gate) => Console.WriteLine(gate.IsHeld);
        }
        """,
        "'gate' is readonly, so each call works on a copy of its own",
        "'other' is copied into 'copy', so there are two of it from here on",
        "'other' is passed by value, so there are two of it from here on");

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C { private readonly SpinLock gate; private SpinLock other void M() { gate. var x = ; other.Enter( Take( } readonly SpinLock
        """)), [new SynchronisationStructCopied()]));

    [Fact]
    public Task Removes_the_word() => Fixes(
        """
        class Gates
        {
            // Short.
            readonly SpinLock [|gate|] = new(false); // for all
            private static readonly SpinLock [|all|] = new(false);

            public void Run()
            {
                var taken = false;
                gate.Enter(ref taken);
                all.Enter(ref taken);
            }
        }
        """,
        """
        class Gates
        {
            // Short.
            SpinLock gate = new(false); // for all
            private static SpinLock all = new(false);

            public void Run()
            {
                var taken = false;
                gate.Enter(ref taken);
                all.Enter(ref taken);
            }
        }
        """);

    [Fact]
    public Task Refers_to_the_variable() => Fixes(
        "class Gates\n{\n    private SpinLock gate = new(false);\n\n    public Action Run() => () =>\n    {\n        var taken = false;\n        // Mine.\n        SpinLock mine = /* the */ [|this.gate|]; // lock\n        mine.Enter(ref taken);\n        var again = [|gate|];\n        again.Exit();\n    };\n}\n".Replace("\n", "\r\n"),
        "class Gates\n{\n    private SpinLock gate = new(false);\n\n    public Action Run() => () =>\n    {\n        var taken = false;\n        // Mine.\n        ref SpinLock mine = /* the */ ref this.gate; // lock\n        mine.Enter(ref taken);\n        ref var again = ref gate;\n        again.Exit();\n    };\n}\n".Replace("\n", "\r\n"));

    [Theory]
    [InlineData("class C { private SpinLock gate; void M() => Take([|gate|]); static void Take(SpinLock gate) => Console.WriteLine(gate.IsHeld); }")]
    [InlineData("class C { private SpinLock gate; SpinLock Gate => [|gate|]; }")]
    [InlineData("class C { private SpinLock gate; void M() { var mine = [|gate|]; Action run = () => { var taken = false; mine.Enter(ref taken); }; run(); } }")]
    [InlineData("class C { private SpinLock gate; async Task M() { var mine = [|gate|]; await Task.Yield(); Console.WriteLine(mine.IsHeld); } }")]
    [InlineData("class C { private readonly SpinLock [|one|], [|two|]; void M() { var taken = false; one.Enter(ref taken); two.Enter(ref taken); } }")]
    public Task Offers_nothing_where_the_author_must_decide(string program) => FlagsWithoutFix(program);
}
