using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Locks;
using Asynchrony.Analyzers.Threads;

namespace Asynchrony.Analyzers;

/// <summary>Every rule of the product. A test compares the list with the classes.</summary>
internal static class AllRules
{
    /// <summary>A new instance of each.</summary>
    public static IEnumerable<RuleAnalyzer> Create() => new RuleAnalyzer[]
    {
        new ThreadNeverStarted(),
        new WorkLostWhenMainEnds(),
        new JoinedRightAfterStart(),
        new LoopVariableCaptured(),
        new AwaitUnderLock(),
        new LockNotReleased(),
        new LockNotReleasedOnException(),
        new ReleaseWithoutAcquire(),
        new AcquireResultIgnored(),
        new LockHeldAcrossYield(),
        new ThreadCannotStop(),
        new CapturedResourceReleased(),
        new ThreadNotJoinedOnEveryPath(),
        new LoopJoinsEachThread(),
        new ReadBeforeJoin(),
        new ParallelBodyUpdatesShared(),
        new TaskBlockedOn(),
        new JoinBlocksIndependentWork(),
        new BlockingCallInAsync(),
        new UnsafeCollectionShared(),
        new CapturedLocalRaces(),
        new CheckThenAct(),
        new GuardedFieldUnguarded(),
        new SharedCollectionUnguarded(),
        // .ci/new-rule adds the next one above this line.
    };
}
