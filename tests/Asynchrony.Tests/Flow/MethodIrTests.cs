namespace Asynchrony.Tests.Flow;

/// <summary>What the extraction makes of code, as text: a node a line, its events and its ways out.</summary>
public sealed class MethodIrTests
{
    [Fact]
    public async Task A_lock_statement_is_left_on_every_way() => Assert.Equal("""
        0: -> 1
        1: -> 2 !> thrown
        2: open _gate monitor; assign entered = true; maythrow; -> 3 !> 4
        3: -> 5 if !entered -> 6 if entered !> thrown
        4: -> 7 if !entered -> 8 if entered !> thrown
        5: -> end !> thrown
        6: close _gate monitor; -> 5 !> thrown
        7: maythrow; !> thrown
        8: close _gate monitor; -> 7 !> thrown
        """, await Ir("lock (_gate) { Work(); }"));

    [Fact]
    public async Task Try_enter_decides_a_branch() => Assert.Equal("""
        0: -> 1
        1: maythrow; tryopen _gate monitor Monitor.TryEnter(_gate); -> 2 if Monitor.TryEnter(_gate) -> end if !Monitor.TryEnter(_gate) !> thrown
        2: maythrow; -> 4 !> 5
        3:
        4: close _gate monitor; -> end !> thrown
        5: close _gate monitor; maythrow; !> thrown
        """, await Ir("if (!Monitor.TryEnter(_gate)) return; try { Work(); } finally { Monitor.Exit(_gate); }"));

    [Fact]
    public async Task A_flag_tells_whether_the_lock_was_taken() => Assert.Equal("""
        0: -> 1
        1: assign taken = false; -> 2 !> thrown
        2: maythrow; open _spin spin; assign taken = true; maythrow; -> 3 !> 4
        3: -> 5 if !taken -> 6 if taken !> thrown
        4: -> 7 if !taken -> 8 if taken !> thrown
        5: -> end !> thrown
        6: close _spin spin; -> 5 !> thrown
        7: maythrow; !> thrown
        8: close _spin spin; -> 7 !> thrown
        """, await Ir("bool taken = false; try { _spin.Enter(ref taken); Work(); } finally { if (taken) _spin.Exit(); }"));

    [Fact]
    public async Task A_semaphore_is_taken_when_the_await_is_over() => Assert.Equal("""
        0: -> 1
        1: maythrow; suspend; maythrow; open _slim semaphore; maythrow; close _slim semaphore; -> end !> thrown
        """, await Ir("await _slim.WaitAsync().ConfigureAwait(false); Work(); _slim.Release();", "async Task M(C other)"));

    [Fact]
    public async Task A_guard_releases_when_it_is_disposed() => Assert.Equal("""
        0: -> 1
        1: maythrow; open _lock lock; -> 2 !> thrown
        2: maythrow; -> 3 !> 4
        3: close _lock lock; -> 5 !> thrown
        4: close _lock lock; maythrow; !> thrown
        5: maythrow; open other._lock lock; -> 6 !> thrown
        6: maythrow; -> 7 !> 8
        7: close other._lock lock; -> end !> thrown
        8: close other._lock lock; maythrow; !> thrown
        """, await Ir("using (_lock.EnterScope()) Work(); using var s = other._lock.EnterScope(); Work();"));

    [Fact]
    public async Task A_lock_that_is_asked_for_decides_a_branch() => Assert.Equal("""
        0: -> 1
        1: -> 2 if !held _rw reader -> 3 if held _rw reader !> thrown
        2: maythrow; open _rw writer; close _rw writer; -> end !> thrown
        3: close _rw reader; -> 2 !> thrown
        """, await Ir("if (_rw.IsReadLockHeld) _rw.ExitReadLock(); _rw.EnterWriteLock(); _rw.ExitWriteLock();"));

    [Theory]
    [InlineData("Monitor.Enter(_gate);", "_gate monitor")]
    [InlineData("var gate = other._gate; Monitor.Enter(gate);", "other._gate monitor")]
    [InlineData("object gate; Monitor.Enter(gate = _gate);", "_gate monitor")]
    [InlineData("Monitor.Enter(this);", "this monitor")]
    [InlineData("Monitor.Enter((object)typeof(C));", "typeof(C) monitor")]
    [InlineData("Monitor.Enter(Gate);", "Gate monitor")]
    [InlineData("_lock.Enter();", "_lock lock")]
    [InlineData("_mutex.WaitOne();", "_mutex mutex")]
    [InlineData("_semaphore.WaitOne();", "_semaphore semaphore")]
    [InlineData("_slim.Wait();", "_slim semaphore")]
    [InlineData("_rw.EnterUpgradeableReadLock();", "_rw upgradeable")]
    public async Task Locks_are_named_by_their_path(string body, string thing) => Assert.Contains($"open {thing};", await Ir(body));

    [Theory]
    [InlineData("var x = other; if (go) x = this; Monitor.Enter(x._gate);")]
    [InlineData("var all = new object[2]; Monitor.Enter(all[0]);")]
    [InlineData("Monitor.Enter(new object());")]
    public async Task What_has_no_lasting_name_is_no_lock_we_follow(string body) => Assert.DoesNotContain("open", await Ir(body));

    [Theory]
    [InlineData("_lock.EnterScope(); Work();", "touch _lock lock")]
    [InlineData("_ = _lock.EnterScope();", "touch _lock lock")]
    [InlineData("_slim.WaitAsync(); Work();", "touch _slim semaphore")]
    [InlineData("_ = _slim.WaitAsync(5);", "touch _slim semaphore")]
    public async Task A_lock_whose_release_is_dropped_is_only_touched(string body, string touch) => Assert.Matches($"^0: -> 1\n1: (maythrow; )+{touch};", await Ir(body));

    [Theory]
    [InlineData("var task = _slim.WaitAsync(); Work();")]
    [InlineData("_slim.WaitAsync().Wait();")]
    [InlineData("using var scope = _lock.EnterScope();")]
    public async Task A_lock_whose_release_is_kept_is_not(string body) => Assert.DoesNotContain("touch", await Ir(body));

    [Theory]
    [InlineData("_mutex.WaitOne(10);")]
    [InlineData("_slim.Wait(TimeSpan.FromSeconds(1));")]
    [InlineData("Monitor.TryEnter(_gate, 5);")]
    [InlineData("_rw.TryEnterReadLock(5);")]
    [InlineData("_lock.TryEnter();")]
    public async Task With_a_time_limit_a_lock_is_taken_perhaps(string body) => Assert.Contains("tryopen", await Ir(body));

    [Theory]
    [InlineData("_mutex.WaitOne(-1);")]
    [InlineData("_slim.Wait(Timeout.Infinite);")]
    [InlineData("_slim.Wait(Timeout.InfiniteTimeSpan);")]
    [InlineData("_slim.Wait(CancellationToken.None);")]
    [InlineData("Monitor.TryEnter(_gate, -1);")]
    public async Task Without_one_it_is_taken(string body)
    {
        var ir = await Ir(body);
        Assert.Contains("open", ir);
        Assert.DoesNotContain("tryopen", ir);
    }

    private static async Task<string> Ir(string body, string signature = "void M(C other, bool go)") => (await Flows.OfLocks(body, signature)).Ir.ToString().TrimEnd('\n', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':');
}
