using System.Collections.Concurrent;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// A channel that its maker keeps in locals, or its type in private fields: every use of it. An end escapes once it is returned, stored
/// elsewhere, or handed to code that is not seen; methods with source are followed by their parameters.
/// </summary>
internal sealed class OwnChannel
{
    private readonly ChannelTrail trail;

    private OwnChannel(ChannelTrail trail) => this.trail = trail;

    /// <summary>The variable that it is made for.</summary>
    public ISymbol Variable => trail.Variable!;

    /// <summary>What makes it; several where a path or a test decides.</summary>
    public IReadOnlyList<IOperation> Creations => trail.Creations;

    public IOperation Creation => trail.Creations[0];

    /// <summary>The type that it is kept as.</summary>
    public ITypeSymbol Type => Creation.Type!;

    /// <summary>True for what nobody can complete.</summary>
    public bool IsQueue => trail.Is(Type, "queue");

    /// <summary>True for a block of Dataflow.</summary>
    public bool IsBlock => trail.Is(Type, "block");

    /// <summary>True where it is kept in a field: then the uses are those of the whole type.</summary>
    public bool IsOfType => trail.Holders.Any(holder => holder is IFieldSymbol or IPropertySymbol);

    /// <summary>The code in which it is followed: the body that makes it, or all of its type.</summary>
    public IEnumerable<IOperation> Code => trail.Code;

    /// <summary>Every member of it in use, in the order of the text.</summary>
    public IReadOnlyList<ChannelUse> Uses => trail.Uses;

    /// <summary>True where others may receive from it unseen.</summary>
    public bool ReaderEscapes => trail.ReaderEscapes;

    /// <summary>True where others may send to it, or complete it, unseen.</summary>
    public bool WriterEscapes => trail.WriterEscapes;

    /// <summary>Whose code each use is, as far as it was asked.</summary>
    public ConcurrentDictionary<ChannelUse, ChannelBody> Bodies { get; } = new();

    /// <summary>What is in a body of its code.</summary>
    public Survey Surveyed(IOperation root) => Engine.Of(trail.Compilation).Survey(root);

    public IEnumerable<ChannelUse> Those(ChannelAct act) => Uses.Where(use => use.Call.Act == act);

    public bool Has(ChannelAct act)
    {
        foreach (var use in Uses)
            if (use.Call.Act == act)
                return true;
        return false;
    }

    /// <summary>True for a use in the code that a block runs for each message.</summary>
    public bool IsWork(ChannelUse use)
    {
        if (Creation is IObjectCreationOperation made && use.Through.IsEmpty)
            foreach (var argument in made.Arguments)
                if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate
                    && (Handover.BodyOf(argument.Value) is { } body ? body == use.Call.Function
                        : use.Call.Function is null && argument.Value.Unwrapped() is IMethodReferenceOperation { Method: var work } && SymbolEqualityComparer.Default.Equals(work.OriginalDefinition, use.Member.OriginalDefinition)))
                    return true;
        return false;
    }

    /// <summary>Asks about every channel that a body keeps to itself, and at the end of each type about those it keeps in private fields.</summary>
    public static void Each(RuleRegistration on, Action<OwnChannel, ChannelContext> check)
    {
        var channels = on.Table("Channels");
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                if (context.Surveyed(body).ChannelsMade(channels) is { Count: > 0 } made) // Most bodies make none: they allocate nothing.
                    foreach (var channel in Local(context, body, made, channels))
                        check(channel, new ChannelContext(context.Compilation, channels, context.Report, context.Cancellation));
        });
        on.Once(() => new Watch(on, channels)).Add(on.Registering, check);
    }

    /// <summary>The channel that an expression makes, for code that looks once, as a fix does.</summary>
    public static OwnChannel? MadeBy(SyntaxNode creation, ISymbol member, Compilation compilation, Table channels, CancellationToken cancellation)
    {
        var model = Engine.Of(compilation).Model(creation.SyntaxTree);
        if (model.GetOperation(creation, cancellation) is not { } made)
            return null;

        var scope = new ChannelScope(compilation, channels, Type: null, [(made.Root(), member)], cancellation);
        var trail = ChannelTrail.From(made, scope);
        if ((trail.Variable is null || trail.BelongsToType) && member.ContainingType is { } type)
            trail = ChannelTrail.From(made, ChannelScope.OfType(type, compilation, channels, cancellation));
        return trail.Variable is null ? null : new OwnChannel(trail);
    }

    private static IReadOnlyList<OwnChannel> Local(BodyContext context, IOperation body, IReadOnlyList<IOperation> made, Table channels) => Engine.Of(context.Compilation).Once(body, () =>
        new Found(Of(made, new ChannelScope(context.Compilation, channels, Type: null, [(body, context.Owner)], context.Cancellation), channel => !channel.trail.BelongsToType))).Channels;

    private static List<OwnChannel> Of(IEnumerable<IOperation> made, ChannelScope scope, Func<OwnChannel, bool> wanted)
    {
        var found = new List<OwnChannel>();
        foreach (var creation in made)
            if (!found.Exists(channel => channel.Creations.Contains(creation)) && ChannelTrail.From(creation, scope) is { Variable: not null } trail && new OwnChannel(trail) is var channel && wanted(channel))
                found.Add(channel);
        return found;
    }

    private sealed record Found(IReadOnlyList<OwnChannel> Channels);

    /// <summary>Types with a private field for a channel or an end of one, looked at when they are complete.</summary>
    private sealed class Watch
    {
        private readonly Listeners<(OwnChannel Channel, ChannelContext Context)> checks = new();

        public Watch(RuleRegistration on, Table channels) => on.EachType(type => HasOwn(Engine.Of(on.Compilation).MembersOf(type), channels), context =>
        {
            var bodies = new List<(IOperation Root, ISymbol Member)>();
            context.EachBlock((block, member) =>
            {
                lock (bodies)
                    bodies.Add((block, member));
            });
            context.AtEnd(report =>
            {
                bodies.Sort((one, other) => InTextOrder(one.Root, other.Root));
                var engine = Engine.Of(on.Compilation);
                var made = bodies.SelectMany(body => engine.Survey(body.Root).ChannelsMade(channels)).ToList();
                if (made.Count == 0)
                    return;
                var scope = new ChannelScope(on.Compilation, channels, context.Type, bodies, on.Cancellation);
                foreach (var channel in Of(made, scope, channel => channel.IsOfType))
                    checks.Hear((channel, new ChannelContext(on.Compilation, channels, report, on.Cancellation)), tree: null, on.Switches);
            });
        });

        public void Add(RuleAnalyzer rule, Action<OwnChannel, ChannelContext> check) => checks.Add(rule, found => check(found.Channel, found.Context));

        private static bool HasOwn(ImmutableArray<ISymbol> members, Table channels)
        {
            foreach (var member in members)
                if (member is IFieldSymbol { IsConst: false, DeclaredAccessibility: Accessibility.Private, Type: INamedTypeSymbol { Arity: > 0 } kept } && !channels.Find(kept).IsEmpty)
                    return true;
            return false;
        }
    }

    internal static int InTextOrder(IOperation one, IOperation other) =>
        string.CompareOrdinal(one.Syntax.SyntaxTree.FilePath, other.Syntax.SyntaxTree.FilePath) is not 0 and var file ? file : one.Syntax.SpanStart.CompareTo(other.Syntax.SpanStart);
}

/// <summary>What a rule about a channel may ask and do, in a body or at the end of a type.</summary>
internal readonly record struct ChannelContext(Compilation Compilation, Table Channels, Action<Finding> Report, CancellationToken Cancellation);

/// <summary>A member of a channel in use: whose code it is, and the calls by which the channel came there.</summary>
internal sealed record ChannelUse(ChannelCall Call, ISymbol Member, ImmutableArray<IInvocationOperation> Through)
{
    public IOperation At => Call.At;

    public ChannelAct Act => Call.Act;
}
