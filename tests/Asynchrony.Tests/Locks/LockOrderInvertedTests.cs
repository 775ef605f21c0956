using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockOrderInvertedTests : RuleTests<LockOrderInverted>
{
    private const string Two = """
        class Ledger
        {
            private readonly object _from = new();
            private readonly object _to = new();
            private int _total;

        """;

    [Fact]
    public Task Tells_the_story() => Says(Two + """
            public void Transfer() { lock (_from) { lock (_to) { _total++; } } }
            public void Audit() { lock (_to) { lock (_from) { Console.WriteLine(_total); } } }
        }
        """, "Thread A in 'Transfer' holds '_from' and waits for '_to'; thread B in 'Audit' holds '_to' and waits for '_from'");

    [Fact]
    public Task Points_at_every_acquisition_of_both() => PointsAt(Two + """
            public void Transfer()
            {
                lock (_from)
                    lock (_to)
                        _total++;
            }
            public void Audit()
            {
                lock (_to)
                    Print();
            }
            private void Print()
            {
                lock (_from)
                    Console.WriteLine(_total);
            }
        }
        """, 8, 14, 15, 19);

    [Theory]
    [InlineData("public void A() { lock (_from) lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) { [|AddUnderTo|](); } } private void AddUnderTo() { lock (_to) _total++; } public void B() { lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A() { lock (_from) { [|First|](); } } private void First() => Second(); private void Second() => Third(); private void Third() { lock (_to) _total++; } public void B() { lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A() { lock (_from) { int now = [|Total|]; Console.WriteLine(now); } } private int Total { get { lock (_to) return _total; } } public void B() { lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A() { lock (_from) { [|Add|](); void Add() { lock (_to) _total++; } } } public void B() { lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A(List<int> all) { lock (_from) { [|all.ForEach|](one => { lock (_to) _total += one; }); } } public void B() { lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A() { Monitor.Enter(_from); try { lock ([|_to|]) _total++; } finally { Monitor.Exit(_from); } } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { new Thread(() => { lock (_from) { lock ([|_to|]) _total++; } }).Start(); lock (_to) { lock (_from) _total--; } }")]
    [InlineData("public void A() { Task.Run(Work); } private void Work() { lock (_from) lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("private object Gate => _from; public void A() { lock (Gate) lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { object gate = _from; lock (gate) lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) lock ([|_to|]) _total++; } public void B() { if (_total > 0) { lock (_to) { if (_total > 1) { B2(); } } } } private void B2() { Console.WriteLine(); lock (_from) _total--; }")]
    public Task Flags_two_orders_in_one_type(string members) => FlagsProgram(Two + members + " }");

    [Theory]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { lock (_from) lock (_to) _total--; }")]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { lock (_to) _total--; lock (_from) _total--; }")]
    [InlineData("private readonly object _gate = new(); public void A() { lock (_gate) lock (_from) lock (_to) _total++; } public void B() { lock (_gate) lock (_to) lock (_from) _total--; }")]
    [InlineData("private readonly object _gate = new(); public void A() { lock (_gate) { lock (_from) lock (_to) _total++; } } public void B() { lock (_gate) { Inner(); } } private void Inner() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { lock (_to) { if (Monitor.TryEnter(_from, 100)) { try { _total--; } finally { Monitor.Exit(_from); } } } }")]
    [InlineData("public Ledger() { lock (_to) lock (_from) _total--; } public void A() { lock (_from) lock (_to) _total++; }")]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { lock (_to) { Task.Run(() => { lock (_from) _total--; }); } }")]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { lock (_to) { new Thread(Work).Start(); } } private void Work() { lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) lock (_to) _total++; } public void B() { Monitor.Enter(_to); _total--; Monitor.Exit(_to); lock (_from) _total--; Monitor.Enter(_to); Monitor.Exit(_to); }")]
    [InlineData("public void A() { lock (_from) lock (_to) lock (_from) _total++; }")]
    [InlineData("public void A() { lock (_from) { lock (_to) { Helper(); } } } private void Helper() { lock (_from) _total++; }")]
    [InlineData("public void A(Ledger other) { lock (_from) { lock (other._to) { _total++; } } } public void B() { lock (_to) { lock (_from) { _total--; } } }")]
    public Task Accepts_one_order(string members) => AcceptsProgram(Two + members + " }");

    [Fact]
    public Task Flags_a_cycle_of_three() => Says("""
        class Table
        {
            private readonly object _a = new(), _b = new(), _c = new();
            private int _served;
            public void One() { lock (_a) lock (_b) _served++; }
            public void Two() { lock (_b) lock (_c) _served++; }
            public void Three() { lock (_c) lock (_a) _served++; }
        }
        """, "Thread A in 'One' holds '_a' and waits for '_b'; thread B in 'Two' holds '_b' and waits for '_c'; thread C in 'Three' holds '_c' and waits for '_a'");

    [Theory]
    [InlineData("public void Transfer(Account to, int amount) { lock (_gate) { lock ([|to._gate|]) { _balance -= amount; to._balance += amount; } } }")]
    [InlineData("public static void Transfer(Account from, Account to, int amount) { lock (from) { lock ([|to|]) { from._balance -= amount; to._balance += amount; } } }")]
    [InlineData("public static void Transfer(Account from, Account to, int amount) { lock (from._gate) { lock ([|to._gate|]) { from._balance -= amount; to._balance += amount; } } }")]
    [InlineData("public void Transfer(Account to, int amount) { lock (_gate) { _balance -= amount; [|to.Deposit|](amount); } } public void Deposit(int amount) { lock (_gate) _balance += amount; }")]
    [InlineData("public void Transfer(Account to, int amount) { lock (this) { lock ([|to|]) { _balance -= amount; to._balance += amount; } } }")]
    public Task Flags_two_objects_in_the_order_of_the_caller(string members) => FlagsProgram(Account(members));

    [Theory]
    [InlineData("public void Transfer(Account to, int amount) { var (first, second) = _id < to._id ? (this, to) : (to, this); lock (first._gate) { lock (second._gate) { _balance -= amount; to._balance += amount; } } }")]
    [InlineData("public void Transfer(Account to, int amount) { if (_id < to._id) { lock (_gate) lock (to._gate) Move(to, amount); } else { lock (to._gate) lock (_gate) Move(to, amount); } } private void Move(Account to, int amount) { _balance -= amount; to._balance += amount; }")]
    [InlineData("private readonly Account _parent; public void Add(int amount) { lock (_gate) { _balance += amount; _parent?.Add(amount); } }")]
    [InlineData("public void Transfer(Account to, int amount) { lock (_gate) _balance -= amount; to.Deposit(amount); } public void Deposit(int amount) { lock (_gate) _balance += amount; }")]
    [InlineData("public Account Split() { var half = new Account(); lock (_gate) { lock (half._gate) { half._balance = _balance / 2; } } return half; }")]
    [InlineData("private readonly List<Account> _children = new(); public void Sum() { lock (_gate) { foreach (var child in _children) { lock (child._gate) _balance += child._balance; } } }")]
    public Task Accepts_two_objects_in_a_fixed_order(string members) => AcceptsProgram(Account(members));

    [Theory]
    [InlineData("static readonly object A = new(), B = new(); static int count;", "")]
    [InlineData("static int count;", "object A = new(), B = new();")]
    [InlineData("static int count;", "var A = new Lock(); var B = new Lock();")]
    public Task Flags_threads_that_Main_starts(string fields, string locals) => FlagsProgram($$"""
        class Program
        {
            {{fields}}
            static void Main()
            {
                {{locals}}
                var one = new Thread(() => { lock (A) { Thread.Sleep(10); lock ([|B|]) { count++; } } });
                var two = new Thread(() => { lock (B) { Thread.Sleep(10); lock (A) { count++; } } });
                one.Start();
                two.Start();
                one.Join();
                two.Join();
                Console.WriteLine(count);
            }
        }
        """);

    [Fact]
    public Task Flags_threads_of_top_level_statements() => FlagsProgram("""
        object a = new(), b = new();
        var count = 0;
        var one = new Thread(() => { lock (a) { lock ([|b|]) { count++; } } });
        var two = new Thread(() => { lock (b) { lock (a) { count++; } } });
        one.Start();
        two.Start();
        one.Join();
        two.Join();
        Console.WriteLine(count);
        """);

    [Theory]
    [InlineData("SemaphoreSlim", "new(1, 1)", "await {0}.WaitAsync(); try {{", "}} finally {{ {0}.Release(); }}")]
    [InlineData("ReaderWriterLockSlim", "new()", "{0}.EnterWriteLock(); try {{", "}} finally {{ {0}.ExitWriteLock(); }}")]
    [InlineData("Lock", "new()", "using ({0}.EnterScope()) {{", "}}")]
    [InlineData("Mutex", "new()", "{0}.WaitOne(); try {{", "}} finally {{ {0}.ReleaseMutex(); }}")]
    [InlineData("object", "new()", "Monitor.Enter({0}); try {{", "}} finally {{ Monitor.Exit({0}); }}")]
    public async Task Flags_every_kind_of_lock(string type, string made, string enter, string exit)
    {
        var found = await Code.Findings(Code.Compilation(("Test0.cs", $$"""
            using System; using System.Threading; using System.Threading.Tasks;
            class C
            {
                private readonly {{type}} _a = {{made}};
                private readonly {{type}} _b = {{made}};
                private int _n;
                public async Task One() { {{In("_a", In("_b", "_n++;"))}} await Task.CompletedTask; }
                public async Task Two() { {{In("_b", In("_a", "_n--;"))}} await Task.CompletedTask; }
            }
            """)), [new LockOrderInverted()]);
        Assert.Single(found);

        string In(string name, string body) => string.Format(null, enter, name) + body + string.Format(null, exit, name);
    }

    [Fact]
    public Task Accepts_readers_beside_readers() => AcceptsProgram("""
        class C
        {
            private readonly ReaderWriterLockSlim _a = new(), _b = new();
            private int _n;
            public int One() { _a.EnterReadLock(); try { _b.EnterReadLock(); try { return _n; } finally { _b.ExitReadLock(); } } finally { _a.ExitReadLock(); } }
            public int Two() { _b.EnterReadLock(); try { _a.EnterReadLock(); try { return _n; } finally { _a.ExitReadLock(); } } finally { _b.ExitReadLock(); } }
        }
        """);

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram("""
        class C
        {
            private readonly object _a = new(), _b = new();
            public void One() { lock (_a) lock (_b) { } }
            public void Two() { lock (_b) { } }
        }
        """);

    [Fact]
    public Task Swaps_the_two_locks() => Fixes(Two + """
            public void Transfer()
            {
                // Both are needed.
                lock (_from) // first
                {
                    lock ([|_to|]) // second
                    {
                        _total++;
                    }
                }
            }
            public void Audit() { lock (_to) lock (_from) Console.WriteLine(_total); }
        }
        """, Two + """
            public void Transfer()
            {
                // Both are needed.
                lock (_to) // first
                {
                    lock (_from) // second
                    {
                        _total++;
                    }
                }
            }
            public void Audit() { lock (_to) lock (_from) Console.WriteLine(_total); }
        }
        """);

    [Theory]
    [InlineData("public void A() { lock (_from) { _total++; lock ([|_to|]) _total++; } } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) { [|Inner|](); } } private void Inner() { lock (_to) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("public void A() { lock (_from) lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; } public void D() { lock (_from) lock (_to) _total--; }")]
    public Task Offers_nothing_where_more_would_have_to_change(string members) => FlagsWithoutFix(Two + members + " }");

    [Theory]
    [InlineData("lock (_forks[seat]) { lock ([|_forks[(seat + 1) % 5]|]) { _meals++; } }")]
    [InlineData("var left = _forks[seat]; var right = _forks[(seat + 1) % _forks.Length]; lock (left) { lock ([|right|]) { _meals++; } }")]
    [InlineData("int next = (seat + 1) % 5; for (int round = 0; round < 3; round++) { lock (_forks[seat]) { Thread.Yield(); lock ([|_forks[next]|]) { _meals++; } } }")]
    public Task Flags_philosophers_who_all_begin_at_their_left(string eat) => FlagsProgram(Table(eat));

    [Theory]
    [InlineData("int next = (seat + 1) % 5; int first = Math.Min(seat, next), second = Math.Max(seat, next); lock (_forks[first]) { lock (_forks[second]) { _meals++; } }")]
    [InlineData("lock (_forks[seat]) { lock (_forks[seat + 1]) { _meals++; } }")]
    [InlineData("int next = (seat + 1) % 5; if (seat < next) { lock (_forks[seat]) lock (_forks[next]) _meals++; } else { lock (_forks[next]) lock (_forks[seat]) _meals++; }")]
    [InlineData("lock (_forks[seat]) _meals++; lock (_forks[(seat + 1) % 5]) _meals++;")]
    public Task Accepts_philosophers_with_an_order(string eat) => AcceptsProgram(Table(eat));

    [Theory]
    [InlineData("private void Enter() => Monitor.Enter(_from); private void Exit() => Monitor.Exit(_from); public void A() { Enter(); try { lock ([|_to|]) _total++; } finally { Exit(); } } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("private void TakeLock() { Monitor.Enter(_from); } private void ReleaseLock() { Monitor.Exit(_from); } public void A() { TakeLock(); _total = 1; ReleaseLock(); lock (_to) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    public Task Follows_wrappers_of_locks(string members) => FlagsProgram(Two + members + " }");

    [Theory]
    [InlineData("[RequiresLock(\"_from\")] public void AddCore() { lock ([|_to|]) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("[Acquires(\"_from\")] public void Begin() { Monitor.Enter(_from); } [Releases(\"_from\")] public void End() { Monitor.Exit(_from); } public void A() { Begin(); lock ([|_to|]) _total++; End(); } public void B() { lock (_to) lock (_from) _total--; }")]
    [InlineData("[RequiresLock(\"_to\")] public void AddCore() { lock (_to) _total++; } public void B() { lock (_to) lock (_from) _total--; }")]
    public Task Takes_attributes_at_their_word(string members) => FlagsProgram(Two + members + " }" + string.Concat(new[] { "RequiresLock", "Acquires", "Releases" }.Select(name => $" class {name}Attribute : Attribute {{ public {name}Attribute(string name) {{ }} }}")));

    private static string Account(string members) => $$"""
        class Account
        {
            private readonly object _gate = new();
            private readonly int _id;
            private int _balance;
            {{members}}
        }
        """;

    private static string Table(string eat) => $$"""
        class Table
        {
            private readonly object[] _forks = { new(), new(), new(), new(), new(), new() };
            private int _meals;
            public void Eat(int seat) { {{eat}} }
        }
        """;

    [Fact]
    public Task Takes_two_objects_in_the_order_of_a_number_that_each_has_alone() => Fixes("""
        class Account
        {
            private static int _count;
            private readonly object _gate = new();
            private readonly int _number = Interlocked.Increment(ref _count);
            private int _balance;

            public void Transfer(Account to, int amount)
            {
                // Both or none.
                lock (_gate) // mine
                {
                    lock ([|to._gate|]) // his
                    {
                        _balance -= amount;
                        to._balance += amount;
                    }
                }
            }
        }

        class Page
        {
            public Guid Id { get; } = Guid.NewGuid();
            private string _text = "";

            public static void Swap(Page one, Page first)
            {
                lock (one)
                    lock ([|first|])
                        (one._text, first._text) = (first._text, one._text);
            }
        }
        """, """
        class Account
        {
            private static int _count;
            private readonly object _gate = new();
            private readonly int _number = Interlocked.Increment(ref _count);
            private int _balance;

            public void Transfer(Account to, int amount)
            {
                // Both or none.
                var (first, second) = _number < to._number ? (this, to) : (to, this);
                lock (first._gate) // mine
                {
                    lock (second._gate) // his
                    {
                        _balance -= amount;
                        to._balance += amount;
                    }
                }
            }
        }

        class Page
        {
            public Guid Id { get; } = Guid.NewGuid();
            private string _text = "";

            public static void Swap(Page one, Page first)
            {
                var (first2, second) = one.Id.CompareTo(first.Id) < 0 ? (one, first) : (first, one);
                lock (first2)
                    lock (second)
                        (one._text, first._text) = (first._text, one._text);
            }
        }
        """);

    [Theory]
    [InlineData("private readonly int _number; public Account(int number) => _number = number;")]
    [InlineData("private int _number = Interlocked.Increment(ref Count);")]
    [InlineData("private readonly int _number = new Random().Next();")]
    [InlineData("private int Number => GetHashCode();")]
    public Task Offers_no_order_where_two_may_be_equal(string key) => FlagsWithoutFix($$"""
        class Account
        {
            public static int Count;
            private readonly object _gate = new();
            private int _balance;
            {{key}}
            public void Transfer(Account to, int amount) { lock (_gate) { lock ([|to._gate|]) { _balance -= amount; to._balance += amount; } } }
        }
        """);
}
