namespace Xunit;

/// <summary>Stands for the framework: the tour refers to no package.</summary>
internal sealed class FactAttribute : Attribute;

internal static class Assert
{
    public static void True(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("not true");
    }
}
