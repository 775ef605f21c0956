using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A spin lock, or a struct that holds one, is copied: into another variable, by value into a call or out of one, into a box, or by the compiler,
/// because its variable is readonly. A readonly field is reported once, where it is declared. Silent for new values, which were never shared.
/// </summary>
public sealed class SynchronisationStructCopied() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5021",
        title: "Keep a lock that is a struct in one place",
        message: "'{0}' {1}, so {2}",
        why: "A copy of a spin lock is another lock: whoever takes the copy keeps nobody out, and nobody sees what happens to it.");

    private protected override void Register(RuleRegistration on)
    {
        var engine = Engine.Of(on.Compilation);
        var structs = new SharedStructs(on.Table("Structs"));

        on.EachType(type => MayHold(type, engine, structs), context =>
        {
            var copies = new List<StructCopy>();
            context.Each((operation, owner) =>
            {
                if (StructCopy.Made(operation, owner, structs) is { } copy)
                    lock (copies)
                        copies.Add(copy);
            }, OperationKind.FieldReference, OperationKind.LocalReference, OperationKind.ParameterReference, OperationKind.PropertyReference);
            context.AtEnd(report => Report(copies, context.Type, report));
        });
    }

    private static bool MayHold(INamedTypeSymbol type, Engine engine, SharedStructs structs)
    {
        foreach (var part in engine.PartsOf(type))
            if (engine.NamesSharedStructs(part.SyntaxTree))
                return true;
        foreach (var member in engine.MembersOf(type))
            if (member is IFieldSymbol { Type.TypeKind: TypeKind.Struct } field && structs.WordOf(field.Type) is not null)
                return true;
        return false;
    }

    private static void Report(List<StructCopy> copies, INamedTypeSymbol type, Action<Finding> report)
    {
        copies.Sort((one, other) => string.CompareOrdinal(one.At.Syntax.SyntaxTree.FilePath, other.At.Syntax.SyntaxTree.FilePath) is not 0 and var file ? file : one.At.Syntax.SpanStart.CompareTo(other.At.Syntax.SpanStart));

        var readOnly = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var copy in copies)
            if (!copy.IsCall)
                report(new Finding(Rule, copy.At.Syntax.GetLocation(), copy.Variable.Name, copy.How, "there are two of it from here on"));
            else if (copy.Variable is IFieldSymbol { IsReadOnly: true, Locations: [{ IsInSource: true } declared] } field && SymbolEqualityComparer.Default.Equals(field.ContainingType.OriginalDefinition, type.OriginalDefinition))
            {
                if (readOnly.Add(field.OriginalDefinition))
                    report(new Finding(Rule, declared, field.Name, copy.How, "each call works on a copy of its own")
                        .Also([.. copies.Where(other => other.IsCall && SymbolEqualityComparer.Default.Equals(other.Variable.OriginalDefinition, field.OriginalDefinition)).Select(other => other.At.Syntax.GetLocation())]));
            }
            else
                report(new Finding(Rule, copy.At.Syntax.GetLocation(), copy.Variable.Name, copy.How, "this call works on a copy of it"));
    }
}
