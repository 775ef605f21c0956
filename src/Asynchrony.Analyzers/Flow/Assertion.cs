using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Calls that fail a test.</summary>
internal static class Assertion
{
    /// <summary>True for a member of a type that the table Surroundings calls an assertion, and of none that only warns.</summary>
    public static bool Is(IInvocationOperation call, Table surroundings)
    {
        for (var type = call.TargetMethod.ContainingType; type is not null; type = type.BaseType)
            if (surroundings.Says(type, "assertion"))
                return !surroundings.Says(call.TargetMethod, "warns");
        return false;
    }
}
