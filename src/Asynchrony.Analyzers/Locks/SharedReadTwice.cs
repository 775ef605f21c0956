using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable that other code sets to null is tested and then read again, or one that other code replaces is copied and then read again; or it
/// is used behind the registration of code that sets it to null when a token is cancelled. Silent
/// under locks, where nothing shows of the very variable that threads share it, where a type begins or ends, in windows and games, and in what one thread at a time is to use, such as a connection to a database.
/// </summary>
public sealed class SharedReadTwice() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The name of the local that has what was read first.</summary>
    public const string Copy = nameof(Copy);

    /// <summary>The fact that the variable is read once, and has to be tested as well.</summary>
    public const string Registered = nameof(Registered);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5029",
        title: "Read a variable that another thread may clear once, and work on what you read",
        message: "'{0}' is read {1} in line {2}, and '{3}' may {4} in between: {5}",
        why: "Between the test and the second read another thread clears the variable, and what was tested is not what is used.");

    private protected override void Register(RuleRegistration on)
    {
        var (context, concurrent) = (Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation), on.Table("Concurrent"));
        TypeState.EachWithSigns(on, (state, report) =>
        {
            if (!context.IsUserInterface(state.Type) && !context.IsGame(state.Type) && !context.HasOneUser(state.Type))
                foreach (var variable in state.Variables)
                    foreach (var reread in Reread.Of(variable, state, concurrent))
                        if (!AuthorsWord.ExplainsRace(reread.Use.At.Syntax) && !(reread.Evidence.Sign == Sign.Locked && context.IsNamedForInterface(state.Type)))
                            report(FindingOf(reread, variable));
        });
    }

    private static Finding FindingOf(Reread reread, VariableState variable)
    {
        var finding = new Finding(Rule, reread.Use.At.Head(), variable.Variable.Name, reread.IsRegistered ? "here behind the registration" : reread.Copy is null ? "again here after the test" : $"again here after the copy '{reread.Copy.Name}'", reread.Tested.Syntax.GetLocation().Line(),
            NameOf(reread.Changes.Member), reread.Copy is null || reread.IsCleared ? "set it to null" : "replace it", Signs.Words(reread.Evidence)).Also(reread.Tested.Head(), reread.Changes.At.Head());
        return reread.IsRegistered ? finding.With(Registered, "") : reread.Copy is null ? finding : finding.With(Copy, reread.Copy.Name);
    }

    private static string NameOf(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : member.Name;
}
