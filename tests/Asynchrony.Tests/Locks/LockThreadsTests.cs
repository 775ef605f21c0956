using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

/// <summary>
/// What users of other analyzers wrote about locks in public threads, each named by its thread: false alarms that none of our rules may
/// repeat, and bugs that one of ours finds. All rules run on each.
/// </summary>
public sealed class LockThreadsTests
{
    private const string Members = """
        static class Members
        {
            public static readonly object Gate = new();
            public static readonly object Other = new();
            public static readonly SemaphoreSlim Slim = new(1, 1);
            public static readonly ReaderWriterLockSlim Rw = new();
            public static readonly Mutex One = new();
            public static readonly Dictionary<string, object> Locks = [];
            public static SpinLock Spin = new();
            public static CancellationTokenSource Source = new();
            public static object Changing = new();
            public static int Count;
            public static Action Callback = () => Console.WriteLine("called");
            public static void Work() => File.AppendAllText("log", "work");
            public static Task Save(int value) => File.WriteAllTextAsync("a", value.ToString());
            public static void Swap() => Changing = new object();
            public static Releaser Enter() { Monitor.Enter(Gate); return new Releaser(Gate); }
            public static Task Release(Mutex mutex) { mutex.ReleaseMutex(); return Save(1); }
        }
        static class Door { public static void Lock() => Console.WriteLine("locked"); public static void Enter() => Console.WriteLine("entered"); }
        readonly struct Releaser(object gate) : IDisposable { public void Dispose() => Monitor.Exit(gate); }
        """;

    public static TheoryData<string, string> Silent => new()
    {
        {
            "rust-lang/rust-clippy#6446: released before the await",
            "Monitor.Enter(Gate); Count = 1; Monitor.Exit(Gate); await Save(Count);"
        },
        {
            "rust-lang/rust-clippy#9208: released in both arms before the await",
            """
            Rw.EnterWriteLock();
            switch (Count)
            {
                case 0: Count = 1; Rw.ExitWriteLock(); await Save(0); break;
                default: Rw.ExitWriteLock(); await Save(1); break;
            }
            """
        },
#if !ROSLYN_4_8
        {
            "rust-lang/rust-clippy#8777: the guard ends before the await",
            "var own = new Lock(); int value; using (own.EnterScope()) value = Count; await Save(value);"
        },
        {
            "rust-lang/rust-clippy#8777: the guard ends inside the condition",
            "var own = new Lock(); while (Take() > 0) await Save(1); int Take() { using (own.EnterScope()) return Count--; }"
        },
#endif
        {
            "rust-lang/rust-clippy#13075: the lock goes into the awaited call, which releases it",
            "One.WaitOne(); await Release(One);"
        },
        {
            "blehnen/DotNetWorkQueue#181: a flag tells who releases",
            """
            var took = false;
            try
            {
                if (!Rw.IsReadLockHeld) { Rw.EnterReadLock(); took = true; }
                Work();
            }
            finally
            {
                if (took) Rw.ExitReadLock();
            }
            """
        },
        {
            "SonarSource/sonar-dotnet#5500: the lock is asked before it is released",
            "try { Work(); } finally { if (Rw.IsReadLockHeld) Rw.ExitReadLock(); }"
        },
        {
            "SonarSource/sonar-dotnet#5520: the monitor is asked before it is released",
            "try { Work(); } finally { if (Monitor.IsEntered(Gate)) Monitor.Exit(Gate); }"
        },
        {
            "SonarSource/sonar-dotnet#6048: a region turned inside out",
            "lock (Gate) { Monitor.Exit(Gate); try { Callback(); } finally { Monitor.Enter(Gate); } }"
        },
        {
            "SonarSource/sonar-dotnet#6052: the same without a lock statement",
            "Monitor.Exit(Gate); try { Callback(); } finally { Monitor.Enter(Gate); }"
        },
        {
            "SonarSource/sonar-dotnet#5522: a flag by reference",
            "var taken = false; try { Spin.TryEnter(ref taken); Count++; } finally { if (taken) Spin.Exit(); }"
        },
        {
            "SonarSource/sonar-dotnet#5527: the same with a finally inside",
            """
            var taken = false;
            try
            {
                Spin.Enter(ref taken);
                try { Work(); } finally { Count++; }
            }
            finally
            {
                if (taken) Spin.Exit();
            }
            """
        },
        {
            "SonarSource/sonar-dotnet#7826: a lock statement of another lock in between",
            "Monitor.Enter(Gate); try { lock (Other) Count++; } finally { Monitor.Exit(Gate); }"
        },
        {
            "SonarSource/rspec#4528: the releaser gives back",
            "using (Enter()) Work();"
        },
        {
            "cezarypiatek/MultithreadingAnalyzer#5: an event is no lock",
            "using var signal = new AutoResetEvent(true); signal.WaitOne(); Work();"
        },
        {
            "cezarypiatek/MultithreadingAnalyzer#5: nor is an event that stays set, a latch, or a semaphore that starts empty",
            """
            using var set = new ManualResetEventSlim();
            using var latch = new CountdownEvent(1);
            using var empty = new SemaphoreSlim(0);
            set.Set(); latch.Signal(); empty.Release();
            set.Wait(1000); latch.Wait(1000); empty.Wait(1000);
            Work();
            """
        },
        {
            "SonarSource/sonar-dotnet#6701: one of many locks, and a copy of a lock that stays",
            "lock (Locks[\"a\"]) Count++; foreach (var entry in Locks) lock (entry.Value) Count++; var mine = Gate; lock (mine) Count++;"
        },
        {
            "golang/go#18451: methods that are only called as those of a lock",
            "Door.Lock(); Work(); Door.Enter();"
        },
    };

    public static TheoryData<string, string> Found => new()
    {
        {
            "microsoft/vs-threading#1313: an await under a reader-writer lock",
            "Rw.EnterReadLock(); try { await Save(1); } finally { Rw.ExitReadLock(); } // ASY5001"
        },
        {
            "microsoft/vs-threading#1313: an await under a mutex",
            "One.WaitOne(); try { await Save(1); } finally { One.ReleaseMutex(); } // ASY5001"
        },
        {
            "microsoft/vs-threading#1313: an await under a monitor",
            "Monitor.Enter(Gate); try { await Save(1); } finally { Monitor.Exit(Gate); } // ASY5001"
        },
        {
            "SonarSource/sonar-dotnet#9769: a semaphore without a finally",
            "Slim.Wait(); // ASY5003\nWork();\nSlim.Release();"
        },
        {
            "SonarSource/sonar-dotnet#6089: a call that throws in between",
            "Monitor.Enter(Gate); // ASY5003\nCount = int.Parse(File.ReadAllText(\"a\"));\nMonitor.Exit(Gate);"
        },
        {
            "SonarSource/sonar-dotnet, S2222 on System.Threading.Lock: a way out that keeps it",
            "var own = new Lock();\nown.Enter(); // ASY5002\nif (Count > 0)\n    own.Exit();"
        },
        {
            "SonarSource/sonar-dotnet, S2222 on System.Threading.Lock: a try whose failure is released",
            "var own = new Lock();\ntry { if (!own.TryEnter(100)) Work(); Count++; }\nfinally { own.Exit(); } // ASY5004"
        },
        {
            "dotnet/runtime#123087: released though the wait ran out of time, or was cancelled",
            "try { await Slim.WaitAsync(100, Source.Token); Work(); } // ASY5004 ASY5005\nfinally { Slim.Release(); }"
        },
        {
            "SonarSource/sonar-dotnet, S2445: a lock that is assigned on the way",
            "object? used;\nlock (used = Changing) // ASY5007\n    Count++;\nConsole.WriteLine(used);"
        },
        {
            "SonarSource/sonar-dotnet, S2445: a lock that is chosen on the way",
            "lock (Count switch { 0 => Gate, _ => Changing }) // ASY5007\n    Count++;"
        },
        {
            "files-community/Files#7112: released though the wait ran out of time",
            "var entered = await Slim.WaitAsync(100);\ntry { if (entered) Work(); }\nfinally { Slim.Release(); } // ASY5004"
        },
    };

    [Theory, MemberData(nameof(Silent))]
    public async Task Stays_silent(string thread, string body) => await Expect(thread, body, []);

    [Theory, MemberData(nameof(Found))]
    public async Task Finds(string thread, string body)
    {
        var claimed = body.Split('\n').Select((line, number) => (Id: line.Split("// ").ElementAtOrDefault(1), number)).Where(claim => claim.Id is not null).ToArray();
        Assert.NotEmpty(claimed);
        await Expect(thread, body, [.. claimed.SelectMany(claim => claim.Id!.Split(' ').Select(id => (id, claim.number)))]);
    }

    private static async Task Expect(string thread, string body, (string Id, int Line)[] claimed)
    {
        foreach (var (container, program, _) in Containers.Host(body))
        {
            var compilation = Code.Compilation(("Test0.cs", "using static Members;\n" + program + Members));
            Code.AssertCompiles(compilation);
            var found = (await Catalog.Told(compilation)).Where(finding => finding.Id is not ("ASY1005" or "ASY1006" or "ASY1007")) // What a container is, not what stands in it.
                .Where(finding => claimed.Length == 0 || finding.Id != "ASY1002"); // That a wait blocks an async function is another defect of the same line.
            var first = ("using static Members;\n" + program).Split(body)[0].Count(character => character == '\n');
            Assert.Equal(
                claimed.Select(claim => $"{claim.Id} in line {claim.Line} of {container}: {thread}"),
                found.Select(finding => $"{finding.Id} in line {finding.Location.GetLineSpan().StartLinePosition.Line - first} of {container}: {thread}"));
        }
    }
}
