using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A field, a property or an element of an array that the body of a thread or task writes is read before the function waits for the body. Silent for captured locals
/// (ASY3001) and collections (ASY3005); under a common lock, with Volatile or Interlocked, behind an event that the body sets; and in tests.
/// </summary>
public sealed class ReadBeforeJoin() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2010",
        title: "Read what a thread writes after you have joined it",
        message: "'{0}' is read here, before line {1} waits for '{2}', which may still write it",
        why: "Until the body has ended, nobody can tell which value is read: the old one, the new one, or one in between.");

    /// <summary>The variable that the work is known by.</summary>
    public const string Work = "work";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null && on.Known.Task.Type is null)
            return;

        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));
        on.EachBody(body => Check(body, runsDelegate, effects));
    }

    private static void Check(BodyContext context, Table runsDelegate, Table effects)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (!survey.StartsWork(runsDelegate) || context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                continue;

            var reported = new HashSet<SyntaxNode>();
            foreach (var function in StartedWork.Starters(survey, runsDelegate))
                foreach (var work in StartedWork.In(survey, function, runsDelegate))
                    if (work.Name is { } name)
                        foreach (var overlap in Overlap.Of(work, function ?? body, context, effects, written: IsMemberOrElement).Where(overlap => !overlap.Caller.IsWrite && IsSame(overlap)).GroupBy(overlap => NameOf(overlap.Caller)).Select(same => same.First()))
                            if (reported.Add((overlap.Caller.Through ?? overlap.Caller.At).Syntax))
                                Report(context, overlap, name, work);
        }
    }

    private static bool IsMemberOrElement(Place place) => place is { Content: null, Variable: IFieldSymbol or IPropertySymbol } or { Content: IArrayTypeSymbol, Variable: not null };

    /// <summary>Of an array, only an element that both sides name by the same constants is surely the same.</summary>
    private static bool IsSame(Overlap overlap) => overlap.Caller.Place.Content is null
        || overlap is { Caller.At: IArrayElementReferenceOperation { Indices: var read }, Body.At: IArrayElementReferenceOperation { Indices: var written } }
            && read.Zip(written, (one, other) => one.ConstantValue is { HasValue: true, Value: { } index } && index.Equals(other.ConstantValue.Value)).All(same => same);

    private static string NameOf(Access read) => read is { At: IArrayElementReferenceOperation element } ? $"{read.Place}".Replace("[]", $"[{string.Join(", ", element.Indices.Select(index => index.ConstantValue.Value))}]") : $"{read.Place}";

    private static void Report(BodyContext context, Overlap overlap, string name, StartedWork work)
    {
        var read = (overlap.Caller.Through ?? overlap.Caller.At).Syntax;
        context.Report(new Finding(Rule, read.GetLocation(), NameOf(overlap.Caller), overlap.Join.Syntax.GetLocation().Line(), name)
            .Also(overlap.Body.At.Syntax.GetLocation(), work.Start.Syntax.GetLocation(), overlap.Join.Syntax.GetLocation()).With(Work, name));
    }
}
