using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What the author of some code says about it: that another analyzer, which says the same, is switched off there, or in a comment why it is as it
/// is. Asked only of what would be found otherwise.
/// </summary>
internal static class AuthorsWord
{
    /// <summary>Lines between a pragma and what it is there for.</summary>
    private const int Around = 2;

    private static readonly string[] Blocks = ["deadlock", "block", "synchronous", "sync over async", "sync-over-async", "sync wait", "阻塞", "堵塞"]; // The last two block in Chinese.
    private static readonly string[] Drops = ["fire and forget", "fire-and-forget", "fire & forget", "not awaited", "n't await", "not await", "without await", "no need to await", "not able to wait", "n't wait", "not wait"];
    private static readonly string[] Voids = ["async void", "AsyncVoid"];
    private static readonly string[] Locks = [" lock ", " locks ", " locked "];
    private static readonly string[] Races = ["race", "another thread", "other thread", "concurrent"];
    private static readonly string[] Accepts = ["caught", "catch", "swallow", "silently", "by design", "benign", "harmless", "does not matter", "doesn't matter", "ignore"];
    private static readonly string[] Spans = ["while", "until", "before", "during"];
    private static readonly string[] NoThrow = ["never throw", "not throw", "n't throw", "cannot throw", "no throw", "nothrow"];
    private static readonly string[] OneThread = ["single thread", "single-thread", "from one thread", "by one thread", "not thread safe", "not thread-safe", "not threadsafe"];
    private static readonly string[] LockObjects = ["lock object", "as lock", "as a lock"];

    /// <summary>What the rules of the compiler and of well-known packages begin with: what they say of waits is listed by those who ask.</summary>
    private static readonly string[] Packages = ["CS", "CA", "IDE", "SYSLIB", "RS", "SA", "SX", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "RCS", "RECS", "MA0", "VSTHRD", "xUnit", "NUnit", "MSTEST", "ASP", "BL0", "MVC", "EF", "IL", "ENC", "AsyncFixer", "SCS", "ASY"];
    private static readonly string[] OpenEnds = ["todo", "fixme", "hack", "xxx"];

    /// <summary>True where a pragma or an attribute switches off one of these rules of others, for good or only here.</summary>
    public static bool SwitchesOff(SyntaxNode place, ImmutableHashSet<string> rules)
    {
        var isOff = false;
        for (var directive = place.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null && directive.SpanStart < place.SpanStart; directive = directive.GetNextDirective())
            if (directive is PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma)
                foreach (var code in pragma.ErrorCodes)
                    if (rules.Contains(code is LiteralExpressionSyntax ? $"CS{code}" : code.ToString()))
                        isOff = pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);

        return isOff || Suppressed(place).Any(rule => rules.Contains(rule.Split(':')[0]));
    }

    /// <summary>The rules that attributes around a place switch off.</summary>
    private static IEnumerable<string> Suppressed(SyntaxNode place)
    {
        foreach (var member in place.Ancestors().OfType<MemberDeclarationSyntax>())
            foreach (var attribute in member.AttributeLists.SelectMany(list => list.Attributes))
                if (attribute is { Name: var name, ArgumentList.Arguments: [_, { Expression: LiteralExpressionSyntax { Token.ValueText: var rule } }, ..] } && name.ToString().Contains("SuppressMessage"))
                    yield return rule;
    }

    /// <summary>True where comments switch off an inspection of another tool: in front of the statement, or from a place before it on; or an attribute of the member or type does.</summary>
    public static bool SwitchesOff(SyntaxNode place, string inspection)
    {
        var root = place.SyntaxTree.GetRoot();
        if (Suppressed(place).Contains(inspection))
            return true;
        if (StatementOf(place)?.GetLeadingTrivia().Any(trivia => Switches(trivia, "disable", inspection)) == true)
            return true;

        var isOff = false;
        foreach (var trivia in root.DescendantTrivia(TextSpan.FromBounds(root.FullSpan.Start, place.SpanStart)))
            if (trivia.SpanStart < place.SpanStart && trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                isOff = !Switches(trivia, "restore", inspection) && (isOff || Switches(trivia, "disable", inspection) && !Switches(trivia, "once", inspection));
        return isOff;
    }

    private static bool Switches(SyntaxTrivia trivia, string way, string inspection) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString() is var text && text.IndexOf(inspection, StringComparison.Ordinal) >= 0 && text.IndexOf(way, StringComparison.Ordinal) >= 0;

    /// <summary>
    /// True where pragmas switch off a rule for hardly more than this line, which is none of the compiler or of a well-known package: a project that
    /// has its own rule against what stands there means it.
    /// </summary>
    public static bool SwitchesOffOwnRule(SyntaxNode place)
    {
        var line = place.GetLocation().GetLineSpan().StartLinePosition.Line;
        var off = new HashSet<string>(StringComparer.Ordinal);
        for (var directive = place.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is not PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma || Math.Abs(directive.GetLocation().GetLineSpan().StartLinePosition.Line - line) > Around)
                continue;

            var isBefore = directive.SpanStart < place.SpanStart;
            foreach (var code in pragma.ErrorCodes)
                if (isBefore == pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && code.ToString() is var rule && !IsWellKnown(rule))
                    if (isBefore)
                        off.Add(rule);
                    else if (off.Contains(rule))
                        return true;
        }

        return false;
    }

    private static bool IsWellKnown(string rule) => !char.IsLetter(rule[0]) || Array.Exists(Packages, package => rule.StartsWith(package, StringComparison.Ordinal));

    /// <summary>True where a comment in front of the statement, of the test around it, or of a member that is nothing else, says why a thread has to wait.</summary>
    public static bool ExplainsWait(SyntaxNode place) => StatementOf(place) is { } statement && (Says(statement.GetLeadingTrivia(), Blocks) || WholeOf(statement) is { } whole && Says(whole.GetLeadingTrivia(), Blocks));

    /// <summary>True where a comment in front of the statement or behind it says that nobody is to wait.</summary>
    public static bool ExplainsDrop(SyntaxNode place) => StatementOf(place) is { } statement && (Says(statement.GetLeadingTrivia(), Drops) || Says(statement.GetTrailingTrivia(), Drops));

    /// <summary>True where a comment in front of a function speaks of its being async void, or names the inspection of it.</summary>
    public static bool ExplainsVoid(SyntaxNode function) => function.GetLeadingTrivia().Any(trivia => trivia.ToString() is var text && Has(text, Voids) && !Has(text, OpenEnds));

    /// <summary>True where a comment in front of the statement says that others may come in between, and what becomes of it.</summary>
    public static bool ExplainsRace(SyntaxNode place) => StatementOf(place) is { } statement && HasAll(statement.GetLeadingTrivia(), Races, Accepts);

    /// <summary>True where the documentation of the member speaks of a lock, or a comment in front of the statement says how long one is held.</summary>
    public static bool ExplainsLock(SyntaxNode place)
    {
        if (place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
            foreach (var trivia in member.GetLeadingTrivia())
                if ((trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia) || trivia.ToString().StartsWith("///", StringComparison.Ordinal)) && Has(trivia.ToString(), Locks))
                    return true;

        return StatementOf(place) is { } statement && Says(statement.GetLeadingTrivia(), Locks) && Says(statement.GetLeadingTrivia(), Spans);
    }

    /// <summary>True where a comment or the documentation in front of a member says that one thread is to call it.</summary>
    public static bool SaysOneThread(ISymbol member)
    {
        foreach (var declared in member.DeclaringSyntaxReferences)
            if (declared.GetSyntax().GetLeadingTrivia() is var around && Has(around.ToFullString(), OneThread))
                return true;
        return false;
    }

    /// <summary>True where a comment in front of the statement speaks of a word of the system by its name: the author knows it, and does without.</summary>
    public static bool Names(SyntaxNode place, string word) => StatementOf(place) is { } statement && Says(statement.GetLeadingTrivia(), [word]);

    /// <summary>True where a comment in front of the statement says that the object is there to be locked.</summary>
    public static bool ExplainsLockObject(SyntaxNode place) => StatementOf(place) is { } statement && Says(statement.GetLeadingTrivia(), LockObjects);

    /// <summary>True where a comment in front of the statement says that nothing throws there.</summary>
    public static bool ExplainsNoThrow(SyntaxNode place) => StatementOf(place) is { } statement && Says(statement.GetLeadingTrivia(), NoThrow);

    private static SyntaxNode? StatementOf(SyntaxNode place) => (SyntaxNode?)place.FirstAncestorOrSelf<StatementSyntax>() ?? place.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>The test whose branch a statement belongs to, or the member whose only statement it is; null for any other.</summary>
    private static SyntaxNode? WholeOf(SyntaxNode statement) => statement.Parent switch
    {
        IfStatementSyntax test => test,
        BlockSyntax { Parent: IfStatementSyntax test } => test,
        BlockSyntax { Parent: MemberDeclarationSyntax member, Statements.Count: 1 } => member,
        _ => null,
    };

    private static bool Says(SyntaxTriviaList around, string[] words)
    {
        foreach (var trivia in around)
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                var text = trivia.ToString();
                if (Has(text, words) && !Has(text, OpenEnds))
                    return true;
            }

        return false;
    }

    /// <summary>As <see cref="Says"/>, of all comments together: a sentence may go on in the next line.</summary>
    private static bool HasAll(SyntaxTriviaList around, string[] words, string[] others)
    {
        var text = string.Join(" ", around.Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));
        return text.Length > 0 && Has(text, words) && Has(text, others) && !Has(text, OpenEnds);
    }

    private static bool Has(string text, string[] words) => Array.Exists(words, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
