using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable is changed in one step by Interlocked, and read in another one right beside it, where the result of the first tells the value;
/// or the step compares with something that nobody else has. Silent under a lock, for an object that is being made, and for what is only told.
/// </summary>
public sealed class InterlockedMisused() : RuleAnalyzer(Rule)
{
    /// <summary>How the step was taken apart.</summary>
    public const string Kind = nameof(Kind);

    public static readonly DiagnosticDescriptor Rule = Rules.Warning(
        id: "ASY5027",
        title: "Use the value that Interlocked returns",
        message: "'{0}' is {1} here {2}",
        why: "A read beside an atomic step is a step of its own: what another thread does between the two makes them disagree.");

    private protected override void Register(RuleRegistration on)
    {
        var locks = on.Table("Locks");
        on.EachBody(body => Check(body, locks));
    }

    private static void Check(BodyContext context, Table locks)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var call in survey.Calls)
                if (SplitStep.Of(call) is { } split && !IsBeingMade(split.Step.Target, context) && !IsLimitOfTest(split, context) && !LockedPlace.MayBe(call, context, survey, locks))
                    context.ReportWeakerInTests(FindingOf(split));
        }
    }

    /// <summary>True where a test compares a count with a limit: there one thread counts at a time, or a limit that two find passed does no harm.</summary>
    private static bool IsLimitOfTest(SplitStep split, BodyContext context) => split.Kind == Split.ReadAfter && context.Surroundings().IsTest(context.Owner, split.Read.Syntax.SyntaxTree, context.Cancellation)
        && split.Read.Ancestors().TakeWhile(outer => outer is not IConditionalOperation).Any(outer => outer is IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual, RightOperand.ConstantValue.HasValue: true,
        });

    /// <summary>Before a constructor ends, nobody else has the object.</summary>
    private static bool IsBeingMade(IOperation target, BodyContext context) =>
        context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor } && target.Unwrapped() is IFieldReferenceOperation { Instance: IInstanceReferenceOperation } && target.EnclosingFunction() is null;

    private static Finding FindingOf(SplitStep split)
    {
        var (call, line) = ($"Interlocked.{split.Step.Call.TargetMethod.Name}", split.Step.Call.Syntax.GetLocation().Line());
        var (done, harm) = split.Kind switch
        {
            Split.ReadAfter => ("read again", $"after {call} changed it in line {line}, so another thread may have changed it meanwhile"),
            Split.ReadBefore => ("read", $"before {call} changes it in line {line}, so two threads may get the same value"),
            Split.OwnComparand => ("read", $"for {call} to compare it with itself, so nothing is exchanged where another thread comes in between"),
            Split.OwnValue => ("read", $"for the value that {call} gives it, so what another thread writes in between is lost"),
            Split.OtherRead => ("compared", $"with what {call} returns, which tells nothing of an exchange: that was to replace something else"),
            Split.NewBox => ("compared", "with a new box, which no variable holds, so nothing is ever exchanged"),
            _ => ("returned", $"though {call} in line {line} may have kept another"),
        };

        var named = split.Kind == Split.NewBox ? split.Step.Target : split.Read;
        var finding = new Finding(Rule, split.Read.Head(), named.Named()!.Name, done, harm).Also(split.Step.Call.Head()).With(Kind, split.Kind.ToString());
        return split.Kind == Split.LoserUsed ? finding.Weaker() : finding; // Where nobody changes what both have made, it does not matter which is used.
    }
}
