using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Calls that fail a test, or check what has to hold.</summary>
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

    /// <summary>True for a call that is not compiled into every build: nothing depends on it.</summary>
    public static bool IsLeftOut(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
            if (attribute.AttributeClass?.Name == "ConditionalAttribute")
                return true;
        return false;
    }

    /// <summary>True for a call that throws on another thread than its own, as the table says, and for an assertion, be it one of the program, by its name alone, or one that is not compiled into every build, about the thread that comes to it.</summary>
    public static bool IsAboutThread(IInvocationOperation call, Table surroundings) =>
        surroundings.FindAnywhere(call.TargetMethod.Name).Contains("thread")
        || (Is(call, surroundings) || IsLeftOut(call.TargetMethod) || surroundings.FindAnywhere(call.TargetMethod.Name).Contains("assertion"))
        && call.DescendantsAndSelf().Any(part => part.ConstantValue is { HasValue: true, Value: string text } ? Says(text) : Says(part.Type?.Name) || (part is IInvocationOperation { TargetMethod: var asked } ? asked : part.Named()) is { } named && (Says(named.Name) || Says(named.ContainingType?.Name)));

    private static bool Says(string? text) => text?.IndexOf("thread", StringComparison.OrdinalIgnoreCase) >= 0;
}
