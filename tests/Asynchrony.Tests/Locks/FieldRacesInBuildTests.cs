using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class FieldRacesInBuildTests : RuleTests<FieldRacesInBuild>
{
    [Theory]
    [InlineData("[|_rates.Last|] = Ask();", "_rates.Last")]
    [InlineData("if (_asked < 3) [|_rates.Last|] += Ask();", "_rates.Last + 1")]
    public Task Flags_a_value_that_a_timer_writes_in_parts(string work, string read) => FlagsProgram(Watching(work, read));

    [Theory]
    [InlineData("_rates.Count = 3;", "_rates.Count")]
    [InlineData("Console.WriteLine(_rates.Last);", "_rates.Last")]
    [InlineData("_rates.Last = Ask();", "0m")]
    [InlineData("_rates.Shown = new Rate(Ask());", "_rates.Shown.Value")]
    public Task Accepts_what_is_one_step_or_has_no_reader(string work, string read) => AcceptsProgram(Watching(work, read));

    [Fact]
    public Task Accepts_a_value_that_is_locked() => AcceptsProgram(Watching("lock (_rates) { _rates.Last = Ask(); }", "_rates.Last"));

    [Fact]
    public Task Accepts_what_is_read_when_the_work_is_over() => AcceptsProgram("""
        class Rates { public decimal Last; public int Count; }

        class Watcher
        {
            private readonly Rates _rates = new();
            private readonly Thread _thread;

            public Watcher()
            {
                _thread = new Thread(() => { _rates.Last = decimal.Parse(Console.ReadLine()!); });
                _thread.Start();
            }

            public decimal Last()
            {
                _thread.Join();
                return _rates.Last;
            }
        }
        """);

    private static string Watching(string work, string read) => $$"""
        record Rate(decimal Value);

        class Rates
        {
            public decimal Last;
            public int Count;
            public Rate Shown = new(0);
            public readonly Thread? Owner = null;
        }

        class Watcher
        {
            private readonly object _gate = new();
            private readonly Rates _rates = new();
            private readonly Timer _timer;
            private int _asked;

            public Watcher() => _timer = new Timer(_ => { {{work}} }, null, 0, 1000);

            public decimal Last => {{read}};

            public int Asked { get { lock (_gate) return _asked; } }

            private decimal Ask()
            {
                lock (_gate)
                    _asked++;
                return decimal.Parse(Console.ReadLine()!);
            }

            public void Stop() => _timer.Dispose();
        }
        """;
}
