using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>As <see cref="TypeInitializerWaits"/>, where the code that is waited for comes back to the type through other types.</summary>
public sealed class TypeInitializerWaitsInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY2512", TypeInitializerWaits.Rule);

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        foreach (var found in InitializerCalls.In(graph))
        {
            var place = found.Use.At.GetLocation();
            report(
                new Finding(Rule, found.Wait.At.Head(), found.Wait.Name, found.Initializer.Type.Name, $"{place.Line()} of {System.IO.Path.GetFileName(place.SourceTree!.FilePath)}").Also([.. found.Way.Select(step => step.At.Head())]),
                found.Initializer.Member);
        }
    });
}
