using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Takes the lock around every use that the function makes of the variable, from the first statement with one to the last. What is computed
/// for a change is computed before the lock. Only for locks that a lock statement takes elsewhere, and around code that neither suspends nor
/// waits, takes other locks, or calls what may do anything. In code of another type the lock is that of the same object, which has one name there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GuardedFieldUnguardedFix() : RuleFix(GuardedFieldUnguarded.Rule, GuardedFieldUnguardedInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(GuardedFieldUnguarded.Lock, out var gate) || gate is null
            || flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is not { Kind: SymbolKind.Field or SymbolKind.Property } variable
            || Awaiting.FunctionOf(flagged.Node) is not { } function || !(IsInBuild(flagged) ? IsLockThere(gate, function, flagged) : IsLockHere(gate, variable, flagged))
            || UsesOf(variable, function, gate, flagged) is not { Count: > 0 } uses)
            yield break;

        var title = $"Lock '{gate}' around the use of '{variable.Name}'";
        if (uses[0].FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { Expression: var expression } clause && clause.Parent == function)
        {
            if (!AsksForOwner([expression], flagged) && IsHarmless([expression], flagged) && NewLock.InBody(function, gate, flagged) is { } locked)
                yield return new Fix(title, editor => editor.ReplaceNode(function, locked));
        }
        else if (Region(uses) is { } region && !AsksForOwner(region, flagged))
        {
            if (IsHarmless(region, flagged))
            {
                var later = region[0].Siblings()?.SkipWhile(sibling => sibling != region[region.Count - 1]).Skip(1) ?? [];
                if (NewLock.Hoisted(region, later, flagged) is var (declarations, statements))
                    yield return new Fix(title, editor => NewLock.Put(editor, gate, region, declarations, statements));
            }
            else if (region is [ExpressionStatementSyntax { Expression: var whole } change] && change.Siblings() is not null && Hoisted.Of(whole, uses, flagged) is { Values.Count: > 0 } hoisted
                && IsHarmlessBut(change, hoisted, flagged))
            {
                yield return new Fix(title, editor => NewLock.Put(editor, gate, region, hoisted.Values, [change.WithExpression(hoisted.Rest)]));
            }
        }
    }

    /// <summary>True where a lock statement of the type takes this lock, and the name means the same here.</summary>
    private static bool IsLockHere(string gate, ISymbol variable, Flagged flagged)
    {
        if (flagged.Model.GetEnclosingSymbol(flagged.Node.SpanStart, flagged.Cancellation)?.ContainingType is not { } type || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, variable.ContainingType.OriginalDefinition))
            return false;
        if (flagged.Node is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } member } name && member.Name == name && !variable.IsStatic)
            return false;
        if (flagged.Node is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } && !variable.IsStatic)
            return false;

        var known = flagged.Root.DescendantNodes().OfType<LockStatementSyntax>().FirstOrDefault(locked => Name(locked.Expression) == gate);
        return known is not null
            && (known.Expression is ThisExpressionSyntax or TypeOfExpressionSyntax
                || flagged.Model.LookupSymbols(flagged.Node.SpanStart, name: gate).Any(symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingType?.OriginalDefinition, type.OriginalDefinition)));
    }

    private static bool IsInBuild(Flagged flagged) => flagged.Diagnostic.Id == GuardedFieldUnguardedInBuild.Rule.Id;

    /// <summary>True where the name means here what a lock statement takes at another use, and what it belongs to is one object in the whole function.</summary>
    private static bool IsLockThere(string gate, SyntaxNode function, Flagged flagged) =>
        (OwnerOf(flagged.Node) is not { } owner || IsOneObject(owner, function, flagged))
        && flagged.Model.GetSpeculativeSymbolInfo(flagged.Node.SpanStart, ParseExpression(gate), SpeculativeBindingOption.BindAsExpression).Symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }
        && flagged.Model.GetSpeculativeSymbolInfo(flagged.Node.SpanStart, ParseExpression(gate), SpeculativeBindingOption.BindAsExpression).Symbol is { } meant
        && flagged.Diagnostic.AdditionalLocations.Any(place => place.SourceTree is { } tree && flagged.Model.Compilation.ContainsSyntaxTree(tree)
            && tree.GetRoot(flagged.Cancellation).FindNode(place.SourceSpan).Ancestors().OfType<LockStatementSyntax>()
                .Any(locked => SymbolEqualityComparer.Default.Equals(Engine.Of(flagged.Model.Compilation).Model(tree).GetSymbolInfo(locked.Expression, flagged.Cancellation).Symbol, meant)));

    /// <summary>True where the code asks whether there is an object at all, whose lock is to be taken before.</summary>
    private static bool AsksForOwner(IReadOnlyList<SyntaxNode> code, Flagged flagged) => IsInBuild(flagged) && OwnerOf(flagged.Node)?.ToString() is { } owner
        && code.SelectMany(part => part.DescendantNodesAndSelf()).Any(node => node switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } test => test.Left.ToString() == owner || test.Right.ToString() == owner,
            IsPatternExpressionSyntax { Expression: var tested } => tested.ToString() == owner,
            ConditionalAccessExpressionSyntax { Expression: var tested } => tested.ToString() == owner,
            _ => false,
        });

    /// <summary>What a use is made through; null for one of the object itself.</summary>
    private static ExpressionSyntax? OwnerOf(SyntaxNode use) =>
        (use as MemberAccessExpressionSyntax ?? (use.Parent is MemberAccessExpressionSyntax outer && outer.Name == use ? outer : null)) is { Expression: not ThisExpressionSyntax and var owner } ? owner : null;

    /// <summary>True for a type, a readonly field, and a variable of the function that nothing sets.</summary>
    private static bool IsOneObject(ExpressionSyntax owner, SyntaxNode function, Flagged flagged) => owner is IdentifierNameSyntax && flagged.Model.GetSymbolInfo(owner, flagged.Cancellation).Symbol switch
    {
        INamedTypeSymbol or IFieldSymbol { IsReadOnly: true } => true,
        ILocalSymbol or IParameterSymbol { RefKind: RefKind.None } => !function.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax written } && written.Identifier.ValueText == owner.ToString()
            || node is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax passed } && passed.Identifier.ValueText == owner.ToString()),
        _ => false,
    };

    private static string Name(ExpressionSyntax locked) => locked is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } ? name.ToString() : locked.ToString();

    /// <summary>The uses of the variable without the lock; null where one of them is in a function of its own or of another object.</summary>
    private static List<ExpressionSyntax>? UsesOf(ISymbol variable, SyntaxNode function, string gate, Flagged flagged)
    {
        var found = new List<ExpressionSyntax>();
        foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != variable.Name || !SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, variable))
                continue;
            if (Awaiting.FunctionOf(name) != function || IsInBuild(flagged) && (name.Parent is MemberBindingExpressionSyntax || OwnerOf(name)?.ToString() != OwnerOf(flagged.Node)?.ToString()))
                return null;
            if (!name.Ancestors().TakeWhile(outer => outer != function).OfType<LockStatementSyntax>().Any(locked => Name(locked.Expression) == gate))
                found.Add(Syntax.UseOf(name));
        }

        return found;
    }

    /// <summary>The statements of one block from the first that uses the variable to the last; null where there is no such block.</summary>
    private static IReadOnlyList<StatementSyntax>? Region(List<ExpressionSyntax> uses)
    {
        if (uses[0].FirstAncestorOrSelf<StatementSyntax>() is not { } first)
            return null;

        for (var around = first; around is not null; around = around.Parent?.FirstAncestorOrSelf<StatementSyntax>())
        {
            if (around is IfStatementSyntax { Parent: ElseClauseSyntax })
                continue;
            if (uses.TrueForAll(use => around.Span.Contains(use.Span)))
                return [around];
            if (around.Siblings() is { } siblings && siblings.LastOrDefault(sibling => uses.Exists(use => sibling.Span.Contains(use.Span))) is { } last
                && uses.TrueForAll(use => use.SpanStart >= around.SpanStart && use.Span.End <= last.Span.End))
                return [.. siblings.SkipWhile(sibling => sibling != around).TakeWhile(sibling => sibling != last), last];
        }

        return null;
    }

    /// <summary>True for code that may run under one more lock: it keeps its thread, and nobody else's code runs in it.</summary>
    private static bool IsHarmless(IReadOnlyList<SyntaxNode> code, Flagged flagged) =>
        (code[0] is not StatementSyntax first || first.StartsLine() | code.Count == 1)
        && !code.SelectMany(Syntax.Here).Any(NeedsItsPlace)
        && code.All(part => flagged.Model.GetOperation(part, flagged.Cancellation) is { } operation && IsHarmless(Effects.Of(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation)));

    private static bool IsHarmlessBut(StatementSyntax change, Hoisted hoisted, Flagged flagged)
    {
        var values = hoisted.Values.OfType<LocalDeclarationStatementSyntax>().Select(value => value.Declaration.Variables[0].Initializer!.Value.ToString()).ToImmutableHashSet();
        var without = change.DescendantNodes().OfType<ExpressionSyntax>().Where(part => values.Contains(part.ToString())).Select(part => flagged.Model.GetOperation(part, flagged.Cancellation)).OfType<IOperation>().ToImmutableArray();
        return flagged.Model.GetOperation(change, flagged.Cancellation) is { } operation
            && IsHarmless(Effects.OfRest(operation, without, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation));
    }

    private static bool IsHarmless(Effects effects) =>
        effects is { Unknown: false, Waits: false, Frees: false, LocksUnseen: false } && effects.LocksKept.IsDefaultOrEmpty && effects.Accesses.All(access => access.Locks.IsDefaultOrEmpty);

    /// <summary>A loop that waits for a change would keep it out; a label, a local function or a guard belongs to its block.</summary>
    private static bool NeedsItsPlace(SyntaxNode node) => Syntax.IsAwait(node)
        || node is YieldStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax or GotoStatementSyntax or LockStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
}
