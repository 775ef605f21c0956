using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Asynchrony.Analyzers.Framework;

/// <summary>What the rules of a group want to be told of one kind of thing. Filled while the rules register, then only read.</summary>
internal sealed class Listeners<T>
{
    private readonly List<(RuleAnalyzer? Rule, Action<T> Hear)> all = [];
    private readonly ConcurrentDictionary<SyntaxTree, List<(RuleAnalyzer? Rule, Action<T> Hear)>> perFile = new();

    public bool IsEmpty => all.Count == 0;

    /// <summary>Without a rule it is several that listen: they hear of every file.</summary>
    public void Add(RuleAnalyzer? rule, Action<T> hear) => all.Add((rule, hear));

    /// <summary>Tells every rule that is on in the file. One that crashes does not keep the others from hearing; then the driver hears of the crash.</summary>
    public void Hear(T what, SyntaxTree? tree, Switches switches)
    {
        ExceptionDispatchInfo? crash = null;

        foreach (var (_, hear) in tree is null || !switches.PerFile ? all : OnIn(tree, switches))
            try
            {
                hear(what);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                crash ??= ExceptionDispatchInfo.Capture(failure);
            }

        crash?.Throw();
    }

    private List<(RuleAnalyzer? Rule, Action<T> Hear)> OnIn(SyntaxTree tree, Switches switches) =>
        perFile.TryGetValue(tree, out var known) ? known : perFile.GetOrAdd(tree, Choose(tree, switches));

    private List<(RuleAnalyzer? Rule, Action<T> Hear)> Choose(SyntaxTree tree, Switches switches)
    {
        foreach (var (rule, _) in all) // No lambda: most files switch nothing off.
            if (rule is not null && !switches.IsOnIn(tree, rule))
                return Filter(tree, switches);
        return all;
    }

    private List<(RuleAnalyzer? Rule, Action<T> Hear)> Filter(SyntaxTree tree, Switches switches) => all.FindAll(listener => listener.Rule is null || switches.IsOnIn(tree, listener.Rule));
}
