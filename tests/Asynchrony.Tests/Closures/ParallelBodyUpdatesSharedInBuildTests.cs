using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ParallelBodyUpdatesSharedInBuildTests : RuleTests<ParallelBodyUpdatesSharedInBuild>
{
    private const string Shop = """

        interface ILedger { void Book(string order); }

        sealed class Ledger : ILedger
        {
            private int booked;
            private readonly Numbers numbers = new();

            public void Book(string order)
            {
                Console.WriteLine(order);
                booked++;
            }

            public void Number(string order) => Check(order);

            private void Check(string order)
            {
                if (order.Length > 0)
                    numbers.Take(order);
            }

            public int Booked => booked;
        }

        sealed class Numbers
        {
            private int last;
            public void Take(string order) { last++; Console.WriteLine($"{order} is number {last}"); }
        }
        """;

    [Fact]
    public Task Flags_what_the_only_answer_to_an_interface_updates() => FlagsProgram("""
        class Shop
        {
            private readonly ILedger ledger = new Ledger();

            public void Sell(string[] orders, ILedger given)
            {
                Parallel.ForEach(orders, order => { Console.WriteLine(order); [|ledger.Book|](order); });
                foreach (var order in orders)
                    Task.Run(() => given.Book(order)); // One update is told of once.
            }

            public void Sell(IEnumerable<string> orders, ILedger given)
            {
                foreach (var order in orders)
                    Task.Run(() => [|given.Book|](order));
            }
        }
        """ + Shop);

    [Fact]
    public Task Flags_what_lies_deep_in_other_types() => FlagsProgram("""
        class Shop
        {
            private readonly Ledger ledger = new();

            public void Sell(string[] orders)
            {
                Parallel.ForEach(orders, order => [|ledger.Number|](order));
            }
        }
        """ + Shop);

    [Fact]
    public Task Flags_objects_of_types_and_callers() => FlagsProgram("""
        class Shop
        {
            private static readonly Ledger all = new();

            public void Sell(string[] orders) => Parallel.For(0, orders.Length, i => { Console.WriteLine(i); [|all.Number|](orders[i]); });

            public static void Print(string[] orders, Numbers given)
            {
                foreach (var order in orders)
                    new Thread(() => [|Print|](order, given, 2)).Start();
            }

            private static void Print(string order, Numbers given, int copies) { for (var copy = 0; copy < copies; copy++) Copy(order, given); }
            private static void Copy(string order, Numbers given) => given.Take(order);
        }
        """ + Shop);

    [Fact]
    public Task Flags_what_a_base_class_leaves_to_one_type() => FlagsProgram("""
        abstract class Importer
        {
            public void Run(string[] files) => Parallel.ForEach(files, file => [|Import|](file));

            protected abstract void Import(string file);
        }

        sealed class PriceImporter : Importer
        {
            private long bytes;

            protected override void Import(string file)
            {
                var length = new FileInfo(file).Length;
                bytes += length;
                Console.WriteLine($"{file}: {length} of {bytes}");
            }
        }
        """);

    [Fact]
    public Task Accepts_what_the_rule_itself_reports_and_what_several_types_answer() => AcceptsProgram("""
        interface IShape { void Draw(int times); }
        sealed class Circle : IShape { private int drawn; public void Draw(int times) { drawn += times; Console.WriteLine(drawn); } }
        sealed class Square : IShape { private int drawn; public void Draw(int times) { drawn += times; Console.WriteLine(drawn); } }

        class Drawing
        {
            private readonly IShape shape = new Circle();
            private readonly Circle circle = new();
            private int count;

            public void Run(IShape[] shapes)
            {
                Parallel.For(0, 9, i => shape.Draw(i));
                Parallel.For(0, 9, i => circle.Draw(i));
                Parallel.For(0, 9, i => { Console.WriteLine(i); count++; });
                Parallel.ForEach(shapes, one => one.Draw(1));
            }
        }
        """);

    [Fact]
    public Task Accepts_locks_and_what_a_run_owns() => AcceptsProgram("""
        interface IMeter { void Add(int value); int Read(); }

        sealed class Meter : IMeter
        {
            private readonly object gate = new();
            private readonly Meter? next;
            private int sum;
            private int steps;
            public Meter(Meter? next) => this.next = next;

            public void Add(int value)
            {
                lock (gate)
                    sum += value;
                Interlocked.Increment(ref steps);
                Deep(value);
            }

            public int Read() { Console.WriteLine(steps); return sum; }
            private void Deep(int value) { lock (gate) Deeper(value); }
            private void Deeper(int value) { Console.WriteLine(value); next!.Deepest(value); }
            private void Deepest(int value) => sum += value;
        }

        sealed class Page
        {
            private int lines;
            public void Fill(int n) => Put(n);
            private void Put(int n) => Count(n);
            private void Count(int n) { lines += n; Console.WriteLine(lines); }
        }

        class Station
        {
            private readonly IMeter meter = new Meter(null);

            public void Run(Page[] pages, Func<IMeter> make)
            {
                Parallel.For(0, 9, i => meter.Add(i));
                Parallel.ForEach(pages, page => page.Fill(1));
                Parallel.For(0, 9, i => { var own = new Page(); own.Fill(i); });
                Parallel.For(0, 9, i => make().Add(i));
                Parallel.For(0, 9, i => Console.WriteLine(meter.Read()));
            }
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        namespace Xunit { public sealed class FactAttribute : Attribute; }

        class LedgerTests
        {
            private readonly Ledger ledger = new();

            [Xunit.Fact]
            public void Numbers_orders() => Parallel.For(0, 9, i => ledger.Number($"order {i}"));
        }
        """ + Shop);

    [Fact]
    public Task Says_and_shows_the_way() => Says("""
        class Shop
        {
            private readonly Ledger ledger = new();
            public void Sell(string[] orders) => Parallel.ForEach(orders, order => ledger.Number(order));
        }
        """ + Shop, "Several runs of this parallel body update 'last' at once, so updates get lost");

    [Fact]
    public Task Points_at_the_calls_and_the_update() => PointsAt("""
        class Shop
        {
            private readonly Ledger ledger = new();
            public void Sell(string[] orders) => Parallel.ForEach(orders, order => ledger.Number(order));
        }
        """ + Shop, 19, 24, 33, 4);

    [Fact]
    public async Task Accepts_unfinished_code()
    {
        var compilation = Code.Compilation(("Test0.cs", """
            interface ICounter { void Add( ; int Missing; }
            class Counter : ICounter, Unknown { int count; void Add(int n) { count += ; Missing++; } public void Add() => count++;
            class C { ICounter counter; void M(int[] all) { Parallel.ForEach(all, n => counter.Add(n)); Parallel.ForEach(all, counter.Missing); }
            """));
        Assert.Empty(await Code.Findings(compilation, [new ParallelBodyUpdatesSharedInBuild()]));
    }
}
