using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A type of which other types use variables, with every use in the program. Known when all bodies were seen. Code of others counts as bare only
/// where nobody in the program calls it under a lock, and the type itself calls nobody unknown under one.
/// </summary>
internal sealed class ProgramState
{
    private readonly Lazy<TypeState> alone;

    private readonly CallGraph calls;

    private ProgramState(TypeState whole, Func<TypeState> alone, CallGraph calls)
    {
        Whole = whole;
        this.calls = calls;
        this.alone = new Lazy<TypeState>(alone, LazyThreadSafetyMode.None);
    }

    /// <summary>What all code of the program does.</summary>
    public TypeState Whole { get; }

    /// <summary>What the type's own code does: this the live rules see too.</summary>
    public TypeState Alone => alone.Value;

    /// <summary>Watches the compilation, once for all rules; <paramref name="check"/> is called at its end for each type of which others use variables.</summary>
    public static void Each(RuleRegistration on, Action<ProgramState, Action<Finding, ISymbol>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check);

    /// <summary>True for a use by the type's own code where all of the program that calls its member holds the lock of that object.</summary>
    public bool IsEnteredUnder(AccessPath path, StateUse use) => !Whole.IsOfOthers(use) && use.Function is null && calls.IsEnteredUnder(use.Member.OriginalDefinition, path);

    /// <summary>The variable as the type alone uses it; null where only others do.</summary>
    public VariableState? OfAlone(VariableState variable)
    {
        foreach (var own in Alone.Variables)
            if (SymbolEqualityComparer.Default.Equals(own.Variable, variable.Variable))
                return own;
        return null;
    }

    /// <summary>A lock of the type as the code that makes a use would name it.</summary>
    public static string NameOf(AccessPath path, StateUse use) =>
        path is { Root: ITypeSymbol { Name: var type }, Members.IsEmpty: false } ? $"{type}.{path}"
        : path.Root is null && use.At.IsForeign() && use.At is IMemberReferenceOperation { Instance.Syntax: var owner } ? path.IsThis ? owner.ToString() : $"{owner}.{path}"
        : path.ToString();

    private sealed class Watch
    {
        private readonly Listeners<(ProgramState Program, Action<Finding, ISymbol> Report)> checks = new();
        private readonly ConcurrentDictionary<INamedTypeSymbol, ConcurrentBag<BodyLocks>> own = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<INamedTypeSymbol, ConcurrentBag<BodyLocks>> others = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<INamedTypeSymbol, bool> open = new(SymbolEqualityComparer.Default);
        private readonly Func<INamedTypeSymbol, bool> isOpen;
        private readonly Table locks;
        private readonly Table runsDelegate;
        private readonly IAssemblySymbol program;

        public Watch(RuleRegistration on)
        {
            locks = on.Table("Locks");
            runsDelegate = on.Table("RunsDelegate");
            program = on.Compilation.Assembly;
            var (engine, unguarded) = (Engine.Of(on.Compilation), on.Table("Unguarded"));
            isOpen = type => IsOpen(type, unguarded) && TypeState.MayBeShared(type, engine, unguarded)
                && !engine.Context(on.AnalyzerOptions, on.Cancellation).IsTest(type, type.DeclaringSyntaxReferences[0].SyntaxTree, on.Cancellation);

            on.EachBody(context =>
            {
                if (context.Owner.ContainingType is { } owner)
                    foreach (var block in context.Blocks)
                        See(context.Surveyed(block), context, owner.OriginalDefinition);
            });
            ProgramCalls.Each(on, (graph, report) => Complete(graph, report, on));
        }

        public void Add(RuleAnalyzer rule, Action<ProgramState, Action<Finding, ISymbol>> check) => checks.Add(rule, found => check(found.Program, found.Report));

        private void See(Survey survey, BodyContext context, INamedTypeSymbol owner)
        {
            BodyLocks? body = null;
            if (open.GetOrAdd(owner, isOpen))
                Keep(own, owner, body = new BodyLocks(survey, context.Owner, locks));

            foreach (var field in survey.OpenFields)
                Meet(field.Field.ContainingType);
            foreach (var property in survey.Properties)
                if (property.Arguments.IsEmpty)
                    Meet(property.Property.ContainingType);
            foreach (var statement in survey.Locks)
                Meet(statement.LockedValue.Unwrapped().Type as INamedTypeSymbol);

            void Meet(INamedTypeSymbol? type)
            {
                if (type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, program) && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, owner) && open.GetOrAdd(type.OriginalDefinition, isOpen)
                    && !context.Surroundings().IsTest(context.Owner, survey.Root.Syntax.SyntaxTree, context.Cancellation))
                    Keep(others, type.OriginalDefinition, body ??= new BodyLocks(survey, context.Owner, locks));
            }
        }

        private static void Keep(ConcurrentDictionary<INamedTypeSymbol, ConcurrentBag<BodyLocks>> all, INamedTypeSymbol type, BodyLocks body) => all.GetOrAdd(type, _ => []).Add(body);

        /// <summary>True for a type with a variable that others may name and that changes.</summary>
        private static bool IsOpen(INamedTypeSymbol type, Table unguarded)
        {
            if (type.TypeKind != TypeKind.Class)
                return false;

            var hasParts = !type.GetTypeMembers().IsEmpty;
            foreach (var member in type.GetMembers())
                if (member is IFieldSymbol { IsConst: false, IsVolatile: false } field && (hasParts || (field.AssociatedSymbol ?? field).DeclaredAccessibility != Accessibility.Private)
                    && (!field.IsReadOnly || field.Type is IArrayTypeSymbol || !CollectionChange.WordsOf(field.Type, unguarded).IsEmpty))
                    return true;
            return false;
        }

        private void Complete(CallGraph graph, Action<Finding, ISymbol> report, RuleRegistration on)
        {
            foreach (var type in others.Keys.InTextOrder(type => type.Locations[0]))
            {
                on.Cancellation.ThrowIfCancellationRequested();
                var alone = own.TryGetValue(type, out var known) ? Distinct(known) : [];
                var all = Distinct([.. alone, .. others[type]]);
                if (!all.Exists(body => body.TakesLocks || body.Survey.StartsWork(runsDelegate)))
                    continue;

                var callsOut = graph.CallsOutUnderLock(type);
                var whole = TypeState.Of(type, all, on, use => use.Function is ILocalFunctionOperation || use.Function is null && (callsOut || graph.MayBeEnteredLocked(use.Member.OriginalDefinition)));
                checks.Hear((new ProgramState(whole, () => TypeState.Of(type, alone, on, _ => true), graph), report), tree: null, on.Switches);
            }
        }

        private static List<BodyLocks> Distinct(IEnumerable<BodyLocks> bodies) => [.. bodies.GroupBy(body => body.Survey.Root).Select(same => same.First())];
    }
}
