namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What an analysis wants to see of a function: it turns operations into events, in the order of evaluation.</summary>
internal abstract class Vocabulary
{
    /// <summary>Adds the events of one operation, whose operands have been described already.</summary>
    public abstract void Describe(IOperation operation, Extract extract);

    /// <summary>The thing whose state a condition asks for; null for any other condition.</summary>
    public abstract Thing? Asked(IOperation condition, Extract extract);

    /// <summary>The outcome of a condition that can have only one here.</summary>
    public abstract bool? Decided(IOperation condition, Extract extract);
}
