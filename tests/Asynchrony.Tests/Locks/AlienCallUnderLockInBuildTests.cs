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
}
