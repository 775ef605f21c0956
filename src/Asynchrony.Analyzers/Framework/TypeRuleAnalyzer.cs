namespace Asynchrony.Analyzers.Framework;

/// <summary>A rule that looks at whole types, or asks a question of the engine that does. All of them are one group: what they share is found once.</summary>
public abstract class TypeRuleAnalyzer(params DiagnosticDescriptor[] rules) : RuleAnalyzer(rules);
