using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>One use of a collection that several threads use: what it asks or does, of which collection, and under which key.</summary>
internal sealed class CollectionUse
{
    private static readonly ImmutableArray<string> Questions = ImmutableArray.Create("has", "count", "filled", "empty");
    private static readonly ImmutableArray<string> Ends = ImmutableArray.Create("Dispose", "Close", "Stop", "Shutdown", "Finalize");

    private CollectionUse(IOperation at, ImmutableArray<string> words, AccessPath collection)
    {
        var verb = words[0];
        At = at;
        Verb = verb;
        Removes = words.Contains("removes");
        Collection = collection;
        Key = at switch
        {
            IInvocationOperation call when verb is "has" or "add" or "store" or "settles" || verb == "take" && call.Arguments.FirstOrDefault() is { Parameter.RefKind: RefKind.None } => call.Arguments.FirstOrDefault()?.Value,
            IPropertyReferenceOperation { Arguments: [{ Value: var key }] } when verb == "item" => key,
            _ => null,
        };
    }

    /// <summary>The call, or the reference to a property or an element.</summary>
    public IOperation At { get; }

    /// <summary>The word of the table.</summary>
    public string Verb { get; }

    /// <summary>True where an element is gone afterwards.</summary>
    public bool Removes { get; }

    public AccessPath Collection { get; }

    public IOperation? Key { get; }

    public bool IsQuestion => Questions.Contains(Verb);

    /// <summary>The variable that a call hands its element to.</summary>
    public ILocalSymbol? Out => (At as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Out)?.Value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var declared } } => declared,
        ILocalReferenceOperation { Local: var local } => local,
        _ => null,
    };

    /// <summary>True where the element is set, and not made of the one that was there.</summary>
    public bool Stores => Verb == "item" ? At.Parent is ISimpleAssignmentOperation assignment && assignment.Target == At : Verb == "store" && IgnoresOld;

    /// <summary>True where the element is read and set in one expression.</summary>
    public bool Updates => Verb == "item" && At.Parent switch
    {
        ICompoundAssignmentOperation assignment => assignment.Target == At,
        IIncrementOrDecrementOperation => true,
        _ => false,
    };

    public bool Reads => Verb == "item" && At.Parent is not INameOfOperation && !(At.Parent is IAssignmentOperation assignment && assignment.Target == At) && !Updates;

    /// <summary>What is stored: the right side of an assignment, or the argument behind the key where that is no delegate.</summary>
    public IOperation? Value => At switch
    {
        { Parent: ISimpleAssignmentOperation assignment } when Verb == "item" => assignment.Value,
        IInvocationOperation { Arguments: [_, { Value: var value }, ..] } when value.Unwrapped() is not IAnonymousFunctionOperation and not IMethodReferenceOperation && value.Type?.TypeKind != TypeKind.Delegate => value,
        _ => null,
    };

    /// <summary>Nobody looks at what an operation tells.</summary>
    public bool IsIgnored => At.IsDropped();

    /// <summary>An update that takes the new value whatever was there; one that throws means that there is nothing to update.</summary>
    private bool IgnoresOld => At is IInvocationOperation { Arguments: [.., { Value: var update }] }
        && update.Unwrapped() is IAnonymousFunctionOperation { Symbol.Parameters: [.., var old], Body: var body }
        && !body.Descendants().Any(part => part is IThrowOperation || part is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, old));

    /// <summary>True for a body that asks such a collection and uses one in another way, or that adds to one: others are not looked at.</summary>
    public static bool AreIn(Survey survey, Table concurrent)
    {
        var (asks, acts) = (false, false);
        foreach (var call in survey.Calls)
            if (WordsOf(call, concurrent) is { IsEmpty: false } words)
                (asks, acts) = (asks || Questions.Contains(words[0]), acts || !Questions.Contains(words[0]));
        foreach (var property in survey.Properties)
            if ((!acts || !asks) && WordsOf(property, concurrent) is { IsEmpty: false } words)
                (asks, acts) = (asks || Questions.Contains(words[0]), acts || !Questions.Contains(words[0]));

        return asks && acts;
    }

    /// <summary>Those whose collection has a name, in the order of the text.</summary>
    public static IReadOnlyList<CollectionUse> In(Survey survey, Table concurrent, Names names) =>
        [.. survey.Calls.Concat<IOperation>(survey.Properties).Select(operation => Of(operation, concurrent, names)).OfType<CollectionUse>().OrderBy(use => use.At.Syntax.SpanStart)];

    /// <summary>
    /// Every element of a collection that several threads use that one expression sets to what it makes of the old one, under no lock, and where
    /// it reads that: <c>counts[key]++</c>, <c>counts[key] = counts[key] + 1</c>.
    /// </summary>
    public static IReadOnlyList<(CollectionUse Update, IOperation Read)> UpdatesIn(BodyContext context, IOperation body, Table concurrent, Table locks, Table runsDelegate)
    {
        var survey = context.Surveyed(body);
        List<(CollectionUse, IOperation)>? found = null;
        foreach (var element in survey.Properties)
            if (element.Property.IsIndexer && element.Parent is IIncrementOrDecrementOperation or IAssignmentOperation { Target: IPropertyReferenceOperation } && WordsOf(element, concurrent) is { IsEmpty: false }
                && Engine.Of(context.Compilation).NamesOf(body) is var names && Of(element, concurrent, names) is { Verb: "item" } update && update.ReadInUpdate(names) is { } read
                && update.IsShared(context, body, names, runsDelegate) && !LockedPlace.MayBe(element, context, survey, locks))
                (found ??= []).Add((update, read));
        return found ?? (IReadOnlyList<(CollectionUse, IOperation)>)[];
    }

    private IOperation? ReadInUpdate(Names names)
    {
        if (Updates)
            return At is IPropertyReferenceOperation { Type.IsValueType: true } or { Type.SpecialType: SpecialType.System_String } ? At : null;
        if (!Stores || Value is not { } made || made.Unwrapped() is IPropertyReferenceOperation || made.Type is not ({ IsValueType: true } or { SpecialType: SpecialType.System_String } or { ContainingNamespace.Name: "Immutable" }) && !IsSequence(made))
            return null;

        foreach (var part in made.DescendantsAndSelf())
            if (part is IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }] } old && IsOfThis(old.Instance, key)
                || part is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "GetValueOrDefault" } call && (call.Instance is { } own ? IsOfThis(own, call.Arguments[0].Value) : call.Arguments is [{ Value: var source }, { Value: var asked }, ..] && IsOfThis(source, asked)))
                return part;
        return null;

        bool IsOfThis(IOperation? source, IOperation key) => source is not null && names.PathOf(source.Unwrapped())?.Equals(Collection) == true && Key is not null && IsSame(Key, key, names);
    }

    /// <summary>True for what is made of the elements of another: <c>old.Where(…).ToArray()</c>, <c>old.Append(…)</c></summary>
    public static bool IsSequence(IOperation made) => made.Unwrapped() is IInvocationOperation { TargetMethod: { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" }, ReturnType: IArrayTypeSymbol or { Name: "IEnumerable" or "List" or "HashSet" } } };

    public static CollectionUse? Of(IOperation operation, Table concurrent, Names names) =>
        WordsOf(operation, concurrent) is { IsEmpty: false } words && names.PathOf(Receiver(operation)) is { IsThis: false } path ? new CollectionUse(operation, words, path) : null;

    /// <summary>True where another use is of the same element of the same collection, or both are of any.</summary>
    public bool IsOfSame(CollectionUse other, Names names) => Collection.Equals(other.Collection)
        && (Key is null || other.Key is null ? Key is null && other.Key is null : IsSame(Key, other.Key, names));

    /// <summary>
    /// A collection of a field, a property or a parameter; not of an object that is still being made, nor of a thread. A local counts where
    /// several runs of the function that uses it are under way.
    /// </summary>
    public bool IsShared(BodyContext context, IOperation body, Names names, Table runsDelegate)
    {
        var function = At.EnclosingFunction();
        if (Collection.Members.Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ThreadStaticAttribute")))
            return false;
        if (function is null && context.Owner is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IFieldSymbol or IPropertySymbol
            || function is null && context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor } && Collection.Root is null)
            return false;
        if (Collection.Root is not ILocalSymbol local)
            return true;

        return Collection.Members.IsEmpty || names.Value(local)?.Unwrapped() is IObjectCreationOperation
            ? function is not null && ConcurrentBody.In(context, body, runsDelegate).Any(concurrent => concurrent.Function == function && concurrent.Shares(local))
            : true;
    }

    /// <summary>Everything that a use names: once it is assigned, an answer is about something else.</summary>
    public IEnumerable<ISymbol> Names => Collection.Parts.Concat(Key?.DescendantsAndSelf().Select(part => part.Named()).OfType<ISymbol>() ?? []);

    /// <summary>True where this use, or the type that declares the collection, takes elements out of it, other than when it ends: read by name.</summary>
    public bool LosesElements(ISymbol owner, Table concurrent)
    {
        if (Removes)
            return true;
        if (Collection.Parts.LastOrDefault() is not { } holder || Receiver(At)?.Type?.MetadataName is not { } type)
            return false;

        var parts = ((holder as IFieldSymbol)?.ContainingType ?? (holder as IPropertySymbol)?.ContainingType ?? owner.ContainingType).DeclaringSyntaxReferences;
        return parts.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<ExpressionSyntax>()
            .Any(node => node switch
            {
                MemberAccessExpressionSyntax member => IsHolder(member.Expression) && TakesOut(member.Name),
                ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } access => IsHolder(access.Expression) && TakesOut(binding.Name),
                _ => false,
            });

        // A member of another object may have the same name.
        bool IsHolder(ExpressionSyntax expression) => LockHolder.Name(expression) == holder.Name
            && (expression is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } || holder.IsStatic || Collection.Parts.Skip(1).Any());

        bool TakesOut(SimpleNameSyntax name) => concurrent.SaysWritten(type, name.Identifier.ValueText, "removes")
            && !(name.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && IsEnd(method, depth: 4));

        // The end, or a private part of it.
        bool IsEnd(MethodDeclarationSyntax method, int depth) => Ends.Any(end => method.Identifier.ValueText.StartsWith(end, StringComparison.Ordinal))
            || depth > 0 && !method.Modifiers.Any(word => word.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
                && parts.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == method.Identifier.ValueText).ToList() is { Count: > 0 } calls
                && calls.TrueForAll(call => call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } caller && IsEnd(caller, depth - 1));
    }

    private static ImmutableArray<string> WordsOf(IOperation operation, Table concurrent) => operation switch
    {
        IInvocationOperation call when concurrent.Find(call.TargetMethod) is { IsEmpty: false } words && (call.Instance is not null || call.Arguments.Length == 1 && IsShared(call.Arguments[0].Value, concurrent)) => words,
        IPropertyReferenceOperation { Instance: not null } reference => concurrent.Find(reference.Property),
        _ => ImmutableArray<string>.Empty,
    };

    private static bool IsShared(IOperation sequence, Table concurrent) => sequence.Unwrapped().Type is INamedTypeSymbol type && !concurrent.Find(type).IsEmpty;

    private static IOperation? Receiver(IOperation use) => use switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { Arguments: [{ Value: var sequence }] } => sequence.Unwrapped(),
        IPropertyReferenceOperation { Instance: var instance } => instance,
        _ => null,
    };

    private static bool IsSame(IOperation one, IOperation other, Names names)
    {
        (one, other) = (one.Unwrapped(), other.Unwrapped());
        if (names.PathOf(one) is { } path)
            return path.Equals(names.PathOf(other));
        if (one.ConstantValue is { HasValue: true, Value: var constant })
            return other.ConstantValue is { HasValue: true, Value: var same } && Equals(constant, same);

        return SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax) && one.DescendantsAndSelf().All(IsRepeatable);
    }

    /// <summary>Text of this kind means the same when it is read again.</summary>
    private static bool IsRepeatable(IOperation part) => part switch
    {
        IInvocationOperation call => call.TargetMethod.Name is "ToString" or "GetType" or "Trim" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "GetHashCode",
        IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation => false,
        _ => true,
    };
}
