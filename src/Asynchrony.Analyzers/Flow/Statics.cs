using System.Runtime.CompilerServices;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// How a program keeps what all of its code shares, as the declarations of its static fields tell: plain collections, and what is made for
/// several threads. Counted once a file, however many compilations it is part of.
/// </summary>
internal static class Statics
{
    /// <summary>So many plain collections, and so many for each of the other kind, are no chance.</summary>
    private const int Many = 30;
    private const int Times = 15;

    private static readonly ConditionalWeakTable<SyntaxTree, Count> Counts = new();

    private static readonly ImmutableHashSet<string> Guards = ImmutableHashSet.Create(StringComparer.Ordinal, "Object", "Lock", "ReaderWriterLock", "ReaderWriterLockSlim", "SemaphoreSlim", "Semaphore", "Mutex", "ThreadLocal", "AsyncLocal", "Lazy", "ConditionalWeakTable");

    /// <summary>
    /// True for a program with so many static collections that are made for one thread, and hardly a static lock or a collection for several, that
    /// one thread has to run nearly all of it: a game, a simulation, a tool.
    /// </summary>
    public static bool AreOfOneThread(Compilation compilation, Table unguarded, CancellationToken cancellation)
    {
        var (plain, guarded) = (0, 0);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var count = Counts.TryGetValue(tree, out var known) ? known : Counts.GetValue(tree, found => Of(found, unguarded, cancellation));
            (plain, guarded) = (plain + count.Plain, guarded + count.Guarded);
        }

        return plain >= Many && plain >= guarded * Times;
    }

    private static Count Of(SyntaxTree tree, Table unguarded, CancellationToken cancellation)
    {
        var (plain, guarded) = (0, 0);
        foreach (var member in tree.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            if (member is FieldDeclarationSyntax { Declaration: var declared } field && field.Modifiers.Any(SyntaxKind.StaticKeyword))
                if (field.Modifiers.Any(SyntaxKind.VolatileKeyword) || IsGuard(declared.Type))
                    guarded++;
                else if (LockHolder.TypeName(declared.Type) is { } name && !unguarded.FindUnresolved(name).IsEmpty)
                    plain++;
        return new Count(plain, guarded);
    }

    private static bool IsGuard(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ObjectKeyword }
        || LockHolder.TypeName(type) is { } name && (Guards.Contains(name) || name.StartsWith("Concurrent", StringComparison.Ordinal) || name.StartsWith("Immutable", StringComparison.Ordinal) || name.StartsWith("Frozen", StringComparison.Ordinal));

    private sealed record Count(int Plain, int Guarded);
}
