using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Asynchrony.Tests.Repository;

/// <summary>What we ship asks its host for nothing that the oldest supported compiler lacks.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("Asynchrony.Analyzers", "netstandard 2.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0",
        "System.Collections.Immutable 7.0.0.0")]
    [InlineData("Asynchrony.CodeFixes", "netstandard 2.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0",
        "System.Collections.Immutable 7.0.0.0", "Microsoft.CodeAnalysis.Workspaces 4.8.0.0", "Microsoft.CodeAnalysis.CSharp.Workspaces 4.8.0.0", "Asynchrony.Analyzers")]
    public void Assembly_references_only_what_every_host_has(string assembly, params string[] every) =>
        Assert.Empty(References(assembly).Except(every));

    private static string[] References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll")));
        var metadata = file.GetMetadataReader();

        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle)).Select(reference => (Name: metadata.GetString(reference.Name), reference.Version))
            // Our own two assemblies are packed together, so their version is not a demand on the host.
            .Select(reference => reference.Name == "Asynchrony.Analyzers" ? reference.Name : $"{reference.Name} {reference.Version}")];
    }
}
