using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Is this code a test? Known by the attributes of xunit, NUnit, MSTest and TUnit, by name, so that it holds where they do not resolve.</summary>
internal static class TestCode
{
    private static readonly ImmutableHashSet<string> Attributes = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestFixture", "TestMethod", "DataTestMethod", "TestClass", "SetUp", "TearDown", "OneTimeSetUp", "SetUpFixture");

    private static readonly ImmutableArray<string> Frameworks = ImmutableArray.Create(
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core");

    private static readonly ImmutableArray<string> Namespaces = ImmutableArray.Create(
        "Xunit", "NUnit.Framework", "Microsoft.VisualStudio.TestTools.UnitTesting", "TUnit.Core");

    /// <summary>True in a project that references a test framework, in a type with a test in it, and in a file that uses a framework's namespace.</summary>
    public static bool Holds(ISymbol owner, Compilation compilation, SyntaxTree? tree, CancellationToken cancellation) =>
        compilation.ReferencedAssemblyNames.Any(assembly => Frameworks.Contains(assembly.Name, StringComparer.OrdinalIgnoreCase))
        || IsInTestType(owner)
        || (tree?.GetRoot(cancellation) is CompilationUnitSyntax unit && Uses(unit));

    private static bool IsInTestType(ISymbol owner)
    {
        for (var type = owner as INamedTypeSymbol ?? owner.ContainingType; type is not null; type = type.ContainingType)
            if (IsMarked(type) || type.GetMembers().Any(IsMarked))
                return true;

        return false;
    }

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && Attributes.Contains(
        type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 9) : type.Name));

    private static bool Uses(CompilationUnitSyntax unit) =>
        unit.Usings.Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Usings))
            .Any(directive => Namespaces.Contains(directive.Name?.ToString() ?? ""));
}
