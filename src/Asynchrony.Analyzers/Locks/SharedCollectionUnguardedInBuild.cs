using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="SharedCollectionUnguarded"/>, where other code than that of the type keeps one object of it for everybody. Off by default: how often that one object meets several threads, the code does not tell.</summary>
public sealed class SharedCollectionUnguardedInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.OffInBuild("ASY5530", SharedCollectionUnguarded.Rule);

    private protected override void Register(RuleRegistration on)
    {
        var (unguarded, locks) = (on.Table("Unguarded"), on.Table("Locks"));
        var kept = KeptForAll.Of(on);
        var found = new ConcurrentBag<Memo>();
        var holders = new ConcurrentDictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default);
        Func<INamedTypeSymbol, bool> hasCollection = HasCollection;

        on.EachBody(context =>
        {
            if (context.Owner is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.PropertyGet, IsStatic: false } member
                || member.DeclaredAccessibility == Accessibility.Private && member.MethodKind != MethodKind.ExplicitInterfaceImplementation || !holders.GetOrAdd(member.ContainingType, hasCollection))
                return;

            foreach (var block in context.Blocks)
                foreach (var memo in Memo.In(context.Surveyed(block), member, unguarded, locks))
                    if (!context.Surroundings().IsTest(member, block.Syntax.SyntaxTree, context.Cancellation) && !context.Surroundings().IsOfInterface(member, block.Syntax.SyntaxTree, context.Cancellation) && !context.Surroundings().IsNamedForInterface(member) && !context.Surroundings().IsPlainProgram)
                        found.Add(memo);
        });

        on.AtEnd(report =>
        {
            foreach (var memo in found.InTextOrder(memo => memo.Change.Syntax).GroupBy(memo => memo.Field, SymbolEqualityComparer.Default).Select(all => all.First()))
                if (kept.Has(memo.Field.ContainingType))
                    report(new Finding(Rule, memo.Field.Locations[0], memo.Field.Name, $"in '{memo.Member.Spoken()}'", "other threads may read it")
                        .Also(memo.Question.Head(), memo.Change.Head()).Weaker(), memo.Member);
        });

        bool HasCollection(INamedTypeSymbol type)
        {
            foreach (var one in type.GetMembers())
                if (one is IFieldSymbol { IsStatic: false, Type: INamedTypeSymbol { IsGenericType: true } } field && Memo.IsPlain(field, unguarded))
                    return true;
            return false;
        }
    }
}
