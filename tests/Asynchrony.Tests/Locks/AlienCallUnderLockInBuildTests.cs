using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class AlienCallUnderLockInBuildTests : RuleTests<AlienCallUnderLockInBuild>
{
    [Fact]
    public Task Flags_an_event_that_another_type_raises() => FlagsProgram("""
        class Meter
        {
            private readonly object _gate = new();
            private readonly Bell _bell = new();
            private int _value;
            public void Set(int value) { lock (_gate) { _value = value; [|_bell.Ring|](); } }
        }
        class Bell
        {
            public event EventHandler? Rang;
            public void Ring() => Rang?.Invoke(this, EventArgs.Empty);
        }
        """);

    [Fact]
    public Task Accepts_it_behind_the_lock() => AcceptsProgram("""
        class Meter
        {
            private readonly object _gate = new();
            private readonly Bell _bell = new();
            private int _value;
            public void Set(int value) { lock (_gate) { _value = value; } _bell.Ring(); }
        }
        class Bell
        {
            public event EventHandler? Rang;
            public void Ring() => Rang?.Invoke(this, EventArgs.Empty);
        }
        """);

    [Theory]
    [InlineData("new Heap((one, other) => one - other)", false)]
    [InlineData("new Heap(Compare)", false)]
    [InlineData("new Heap(compare)", true)]
    public Task Knows_the_code_that_a_type_gives_to_what_it_makes(string made, bool isAlien)
    {
        var program = $$"""
            public class Timers
            {
                private readonly object _gate = new();
                private readonly Heap _heap;
                public Timers(Func<int, int, int> compare) => _heap = {{made}};
                private static int Compare(int one, int other) => one - other;
                public void Add(int due) { lock (_gate) { {{(isAlien ? "[|_heap.Add|]" : "_heap.Add")}}(due); } }
            }
            public class Heap
            {
                private readonly Func<int, int, int> _compare;
                private int _least;
                public Heap(Func<int, int, int> compare) => _compare = compare;
                public void Add(int value) { if (_compare(value, _least) < 0) _least = value; }
            }
            """;
        return isAlien ? FlagsProgram(program) : AcceptsProgram(program);
    }
}
