using Asynchrony.Analyzers.Channels;
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
        new GuardedFieldUnguarded(),
        new CapturedLocalRaces(),
        new OnceGuardRaces(),
        new CheckThenAct(),
        new LockOrderInverted(),
        new LockOrderInvertedInBuild(),
        new LockTakenTwice(),
        new LockTakenTwiceInBuild(),
        new BlockingUnderLock(),
        new BlockingUnderLockInBuild(),
        new AlienCallUnderLock(),
        new AlienCallUnderLockInBuild(),
        new JoinUnderNeededLock(),
        new JoinUnderNeededLockInBuild(),
        new TypeInitializerWaitsInBuild(),
        new TypeInitializerWaits(),
        new AsyncReachesBlocking(),
        new InnerTaskNotAwaited(),
        new AsyncVoid(),
        new AsyncLambdaToVoid(),
        new ColdTaskNeverStarted(),
        new ValueTaskReused(),
        new CompletionRunsInline(),
        new TaskDropped(),
        new TaskUsedAsValue(),
        new NullTask(),
        new TaskReturnedFromTry(),
        new DisposedBeforeCompletion(),
        new WeakLockObject(),
        new LockObjectChanges(),
        new SynchronisationStructCopied(),
        new ConditionWaitMisused(),
        new PointlessLock(),
        new SyncCallWithAsyncTwin(),
        new LazyWorkNeverRuns(),
        new LazyWorkRunsTwice(),
        new TaskNotAwaitedOnEveryPath(),
        new InterlockedMisused(),
        new NonAtomicUpdate(),
        new LiveEnumeration(),
        new UpdateSpansAwait(),
        new GuardedStateEscapes(),
        new EventRaisedUnsafely(),
        new StaleOrTornRead(),
        new DoubleCheckBroken(),
        new SharedCollectionUnguarded(),
        new SharedCollectionUnguardedInBuild(),
        new GuardedByDifferentLocks(),
        new ChannelNeverCompleted(),
        new SinglePromiseBroken(),
        new WriteAfterCompletion(),
        new CompletionSkippedOnFailure(),
        new PipelineCompletionUnobserved(),
        new ChannelWaitsOnItself(),
        // .ci/new-rule adds the next one above this line.
    };
}
