using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers;

/// <summary>The rules that look at bodies, and of which some descriptor is a warning.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WarningRules() : RuleGroup(AllRules.Create().Where(rule => rule.IsOfBodies() && rule.Warns()));

/// <summary>The rules that look at bodies and only suggest. A group of their own: the compiler does not run it in a build where nobody would see a suggestion.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SuggestionRules() : RuleGroup(AllRules.Create().Where(rule => rule.IsOfBodies() && !rule.Warns()));

/// <summary>The rules that look at whole types, warnings or not: each group that does so would gather all uses of all variables anew.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TypeRules() : RuleGroup(AllRules.Create().Where(rule => rule is TypeRuleAnalyzer));

/// <summary>The rules that report at the end of a compilation. An editor leaves out any analyzer that has one, so no other rule may be with them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WholeProgramRules() : RuleGroup(AllRules.Create().Where(rule => rule.IsOfWholeProgram()));

internal static class Membership
{
    public static bool IsOfBodies(this RuleAnalyzer rule) => rule is not TypeRuleAnalyzer && !rule.IsOfWholeProgram();

    public static bool Warns(this RuleAnalyzer rule) => rule.SupportedDiagnostics.Any(descriptor => descriptor.DefaultSeverity >= DiagnosticSeverity.Warning);

    public static bool IsOfWholeProgram(this RuleAnalyzer rule) =>
        rule.SupportedDiagnostics.Any(descriptor => descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd));
}
