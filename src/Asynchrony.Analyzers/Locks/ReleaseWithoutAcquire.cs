using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A release that some path reaches without the lock: taking it failed, an exception came first, it was given back already, or another
/// lock was taken. Silent where a flag, IsHeld or the result of trying guards the release, and in functions that only release.
/// </summary>
public sealed class ReleaseWithoutAcquire() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5004",
        title: "Release only a lock that was taken",
        message: "'{0}' is {1}",
        why: "Releasing a lock that is not held throws and hides the first exception, or lets one caller too many into a semaphore.");

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        HashSet<Location>? told = null;
        foreach (var body in context.Blocks)
            foreach (var flow in LockFlow.OfCalls(context, body, locks, steady))
                foreach (var release in LockRelease.In(flow))
                    if (Judge(release) is { } finding && (told ??= []).Add(finding.At))
                        context.ReportWeakerInTests(finding);
    }

    private static Finding? Judge(LockRelease release)
    {
        var at = release.At.Head();
        var name = release.Thing.Name;

        return release.Failed is { } failed ? new Finding(Rule, at, name, "released here though taking it may have failed").Also(failed.Head())
            : release.Unreached is var (acquire, thrower) ? new Finding(Rule, acquire.Head(), name, $"taken inside the try, though an exception may come first and line {at.Line()} releases it all the same")
                .Also(at, acquire.Syntax.Contains(thrower.Syntax) ? null : thrower.Head())
            : release.Repeated is { } first ? new Finding(Rule, at, name, "released here a second time").Also(first.Head())
            : release.Mistaken is var (taken, other) ? new Finding(Rule, at, name, $"released here although '{other.Name}' is what was taken").Also(taken.Head())
            : null;
    }
}
