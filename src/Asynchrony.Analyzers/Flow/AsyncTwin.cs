using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// The method that does what a called one does and can be awaited: it has that name with Async behind it and takes the same arguments. It
/// counts only if it binds where the call stands.
/// </summary>
internal sealed class AsyncTwin
{
    private const string Suffix = "Async";

    private static readonly SymbolEqualityComparer Same = SymbolEqualityComparer.Default;

    private AsyncTwin(IMethodSymbol method, InvocationExpressionSyntax call, bool needsToken) => (Method, Call, NeedsToken) = (method, call, needsToken);

    public IMethodSymbol Method { get; }

    /// <summary>The call with the name of the twin, in the form the author gave it.</summary>
    public InvocationExpressionSyntax Call { get; }

    /// <summary>True where the twin has to be given a token too.</summary>
    public bool NeedsToken { get; }

    /// <summary>Null where there is none, or an await of it would not do the same or gain nothing.</summary>
    public static AsyncTwin? Of(IInvocationOperation call, Table notEquivalent, Compilation compilation, CancellationToken cancellation)
    {
        if (!MayHaveOne(call) || call.Syntax is not InvocationExpressionSyntax written || call.SemanticModel is not { } model || IsLeftAlone(call, notEquivalent)
            || Renamed(written, $"{call.TargetMethod.Name}{Suffix}") is not { } renamed || WithReceiver(renamed, written) is not { } whole || model.GetSymbolInfo(written, cancellation).Symbol is not IMethodSymbol called)
            return null;

        var bound = Bound(model, written, whole);
        var needsToken = bound is null;
        if ((bound ?? Bound(model, written, WithToken(whole))) is not { } twin)
            return null;

        return TakesTheSame(called, twin, needsToken) && ResultsInTheSame(call, twin, compilation) && !IsOutdated(twin)
            && !IsReachedBy(twin, model.GetEnclosingSymbol(written.SpanStart, cancellation), call, compilation, cancellation)
            && !twin.ReturnsComplete(compilation, cancellation) && !LetsGo(called, twin, compilation, cancellation) && !StandsBeside(twin, call) && !GivesTasks(call)
            && (called.Name != "Dispose" || WaitsFor(called, twin, compilation, cancellation))
                ? new AsyncTwin(twin, renamed, needsToken)
                : null;
    }

    /// <summary>A look at names alone: most calls have no twin.</summary>
    private static bool MayHaveOne(IInvocationOperation call)
    {
        var called = call.TargetMethod;
        if (called is not { MethodKind: MethodKind.Ordinary, ReturnsByRef: false, ReturnsByRefReadonly: false, IsAsync: false } || called.Name is "Dispose" && called.DeclaringSyntaxReferences.IsEmpty || called.Name.EndsWith(Suffix, StringComparison.Ordinal)
            || called.ContainingType.IsTask())
            return false;

        var name = $"{called.Name}{Suffix}";
        if (Declares(called.ContainingType, name, called.IsExtensionMethod))
            return true;

        return TaskNames.Receiver(call)?.Unwrapped().Type is { } receiver && (IsQuery(receiver, called) || !Same.Equals(receiver, called.ContainingType) && Declares(receiver, name, withInterfaces: true));
    }

    private static bool Declares(ITypeSymbol type, string name, bool withInterfaces)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (!current.GetMembers(name).IsEmpty)
                return true;

        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
                if (Declares(constraint, name, withInterfaces: true))
                    return true;
        }
        else if (withInterfaces || type.TypeKind == TypeKind.Interface)
        {
            foreach (var contract in type.AllInterfaces)
                if (!contract.GetMembers(name).IsEmpty)
                    return true;
        }

        return false;
    }

    /// <summary>True for a call that runs a query somewhere else: who offers that offers awaits of it as extensions.</summary>
    private static bool IsQuery(ITypeSymbol receiver, IMethodSymbol called) =>
        called.ContainingType is { Name: "Enumerable" or "Queryable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } } && (IsQueryable(receiver) || receiver.AllInterfaces.Any(IsQueryable));

    private static bool IsQueryable(ITypeSymbol type) => type is { Name: "IQueryable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    /// <summary>True for members and types of the table, for what is handed such an object, and where all that is read or written is in memory.</summary>
    private static bool IsLeftAlone(IInvocationOperation call, Table notEquivalent)
    {
        var receiver = TaskNames.Receiver(call)?.Unwrapped();
        if (!notEquivalent.Find(call.TargetMethod, receiver?.Type).IsEmpty || IsListed(receiver?.Type ?? call.TargetMethod.ContainingType, notEquivalent, word: null))
            return true;

        var names = Engine.Of(call.SemanticModel!.Compilation).NamesOf(call.Root());
        var streams = 0;
        foreach (var place in call.Arguments.Select(argument => argument.Value.Unwrapped()).Append(receiver))
        {
            if (IsListed(place?.Type, notEquivalent, "other"))
                return true;
            if (place is null || !IsStream(place.Type))
                continue;
            if (!IsInMemory(place, names, notEquivalent, depth: 4))
                return false;
            streams++;
        }

        return streams > 0 || receiver is not null && IsInMemory(receiver, names, notEquivalent, depth: 4);
    }

    private static bool IsListed(ITypeSymbol? type, Table notEquivalent, string? word)
    {
        for (; type is not null; type = type.BaseType)
            if (notEquivalent.Find(type) is { IsEmpty: false } words && (word is null || words.Contains(word)))
                return true;
        return false;
    }

    private static bool IsStream(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name is "Stream" or "TextReader" or "TextWriter")
                return true;
        return false;
    }

    /// <summary>True for an object of a type that keeps all in memory, for one that was made around such objects or by a member that waits for nothing, and for a variable that may hold one.</summary>
    private static bool IsInMemory(IOperation place, Names names, Table notEquivalent, int depth)
    {
        var origin = names.Origin(place);
        if (origin is IMemberReferenceOperation { Member: var member } && notEquivalent.Says(member, "memory") || origin is IInvocationOperation { TargetMethod: var maker } && notEquivalent.Says(maker, "memory") || IsListed(origin.Type, notEquivalent, "memory"))
            return true;
        if (origin is IObjectCreationOperation { Arguments: var given } && given.Any(argument => IsListed(argument.Parameter?.Type, notEquivalent, "memory")))
            return true; // It knows no more of what it is given.

        return depth > 0 && (origin switch
        {
            IObjectCreationOperation made => made.Arguments.Select(argument => argument.Value),
            ICoalesceOperation choice => [choice.Value, choice.WhenNull],
            IConditionalOperation { WhenFalse: { } otherwise } choice => [choice.WhenTrue, otherwise],
            ILocalReferenceOperation { Local: var local } => ValueTaskTakes.Sources(local, place.Root()),
            _ => [],
        }).Any(part => IsInMemory(part, names, notEquivalent, depth - 1));
    }

    private static InvocationExpressionSyntax? Renamed(InvocationExpressionSyntax call, string name) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => call.WithExpression(access.WithName(Named(access.Name, name))),
        MemberBindingExpressionSyntax binding => call.WithExpression(binding.WithName(Named(binding.Name, name))),
        SimpleNameSyntax simple => call.WithExpression(Named(simple, name)),
        _ => null,
    };

    private static SimpleNameSyntax Named(SimpleNameSyntax old, string name) => old.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(old.Identifier));

    /// <summary>What stands behind a question mark does not bind alone: it gets its receiver, which is there when it is called. Null behind two.</summary>
    private static InvocationExpressionSyntax? WithReceiver(InvocationExpressionSyntax renamed, InvocationExpressionSyntax written) => First(renamed) switch
    {
        ElementBindingExpressionSyntax => null,
        MemberBindingExpressionSyntax binding => written.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { Expression: var receiver } && First(receiver) is not (MemberBindingExpressionSyntax or ElementBindingExpressionSyntax)
            ? renamed.ReplaceNode(binding, SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParenthesizedExpression(receiver), binding.Name))
            : null,
        _ => renamed,
    };

    /// <summary>What an expression begins with.</summary>
    private static ExpressionSyntax First(ExpressionSyntax expression)
    {
        for (; ; )
            switch (expression)
            {
                case InvocationExpressionSyntax call: expression = call.Expression; break;
                case MemberAccessExpressionSyntax member: expression = member.Expression; break;
                case ElementAccessExpressionSyntax element: expression = element.Expression; break;
                case PostfixUnaryExpressionSyntax postfix: expression = postfix.Operand; break;
                case ConditionalAccessExpressionSyntax access: expression = access.Expression; break;
                default: return expression;
            }
    }

    private static InvocationExpressionSyntax WithToken(InvocationExpressionSyntax call) =>
        call.AddArgumentListArguments(SyntaxFactory.Argument(SyntaxFactory.DefaultExpression(SyntaxFactory.QualifiedName(SyntaxFactory.QualifiedName(SyntaxFactory.IdentifierName("System"), SyntaxFactory.IdentifierName("Threading")), SyntaxFactory.IdentifierName("CancellationToken")))));

    private static IMethodSymbol? Bound(SemanticModel model, InvocationExpressionSyntax written, InvocationExpressionSyntax renamed) =>
        model.GetSpeculativeSymbolInfo(written.SpanStart, renamed, SpeculativeBindingOption.BindAsExpression).Symbol as IMethodSymbol;

    /// <summary>True where each parameter has its counterpart, a part of memory for a span, and nothing is added but a token.</summary>
    private static bool TakesTheSame(IMethodSymbol called, IMethodSymbol twin, bool needsToken)
    {
        if (twin.Parameters.Length < called.Parameters.Length || twin.IsStatic != called.IsStatic && called.ReducedFrom is null && twin.ReducedFrom is null)
            return false;

        for (var at = 0; at < twin.Parameters.Length; at++)
        {
            var other = twin.Parameters[at];
            if (at < called.Parameters.Length
                    ? other.RefKind != RefKind.None || called.Parameters[at].RefKind != RefKind.None || !IsSame(called.Parameters[at].Type, other.Type)
                    : other.Type.Name != "CancellationToken" || !needsToken && !other.IsOptional)
                return false;
        }

        return true;
    }

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) =>
        Same.Equals(one, other) || ElementOf(one) is { } element && ElementOf(other) is { } otherElement && Same.Equals(element, otherElement);

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType: var element } => element,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ArraySegment", TypeArguments: [var element] } => element,
        _ => null,
    };

    /// <summary>True where an await of the twin is what the call is, or is not asked for anything.</summary>
    private static bool ResultsInTheSame(IInvocationOperation call, IMethodSymbol twin, Compilation compilation)
    {
        if (ResultOf(twin.ReturnType) is not { } result || ResultOf(call.TargetMethod.ReturnType) is not null)
            return false;
        if (call.TargetMethod.ReturnsVoid)
            return result.SpecialType == SpecialType.System_Void || call.Parent is IExpressionStatementOperation;

        return compilation.ClassifyCommonConversion(result, call.TargetMethod.ReturnType) is { IsImplicit: true } conversion && (conversion.IsIdentity || conversion.IsReference);
    }

    /// <summary>What an await of the type results in, which may be nothing; null for a type that cannot be awaited.</summary>
    private static ITypeSymbol? ResultOf(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers("GetAwaiter"))
            if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, ReturnType: var awaiter })
                foreach (var end in awaiter.GetMembers("GetResult"))
                    if (end is IMethodSymbol { Parameters.IsEmpty: true, ReturnType: var result })
                        return result;

        return null;
    }

    private static bool IsOutdated(ISymbol member)
    {
        for (var current = member; current is IMethodSymbol or INamedTypeSymbol; current = current.ContainingSymbol)
            if (current.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ObsoleteAttribute" or "ExperimentalAttribute"))
                return true;
        return false;
    }

    /// <summary>True for a method that is its twin with a wait around it. Most types that can be disposed of in both ways have nothing to wait for.</summary>
    private static bool WaitsFor(IMethodSymbol called, IMethodSymbol twin, Compilation compilation, CancellationToken cancellation)
    {
        var body = called.Body(compilation, cancellation);
        return body?.Descendants().Any(part => part is IInvocationOperation inner && Same.Equals(inner.TargetMethod.OriginalDefinition, twin.OriginalDefinition)) == true
            && body.DescendantsHere().Any(part => part is IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" });
    }

    /// <summary>True for a method that calls its twin and waits for nothing: it keeps no thread.</summary>
    private static bool LetsGo(IMethodSymbol called, IMethodSymbol twin, Compilation compilation, CancellationToken cancellation) =>
        called.ReturnsVoid && called.Body(compilation, cancellation)?.Descendants().Any(part => part is IInvocationOperation inner && Same.Equals(inner.TargetMethod.OriginalDefinition, twin.OriginalDefinition) && IsLetGo(inner)) == true;

    /// <summary>True for a statement of its own, a discard, and what is only continued.</summary>
    private static bool IsLetGo(IOperation task)
    {
        while (task.User() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "ContinueWith" or "Unwrap" or "AsTask" } call)
            task = call;
        return task.User() is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    /// <summary>True where the same expression asks the twin too, of the same object and for the same: the author means both.</summary>
    private static bool StandsBeside(IMethodSymbol twin, IInvocationOperation call)
    {
        SyntaxNode? whole = call.Syntax.Ancestors().FirstOrDefault(outer => outer is StatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            IfStatementSyntax { Condition: var condition } => condition,
            WhileStatementSyntax { Condition: var condition } => condition,
            var other and (ReturnStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ArrowExpressionClauseSyntax) => other,
            _ => null,
        };

        return whole is not null && call.Root().Descendants().Any(part => part is IInvocationOperation other && whole.Span.Contains(other.Syntax.Span) && Same.Equals(other.TargetMethod.OriginalDefinition, twin.OriginalDefinition)
            && other.Instance?.Syntax.ToString() == call.Instance?.Syntax.ToString() && call.Arguments.Zip(other.Arguments, (one, two) => one.Value.Syntax.ToString() == two.Value.Syntax.ToString()).All(same => same));
    }

    /// <summary>True where the function takes what the method returns, an object of any type, for a task: then its work goes on without the thread.</summary>
    private static bool GivesTasks(IInvocationOperation call) => call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Object
        && call.Root().Descendants().Any(part => part is IConversionOperation { Operand: var operand } taken && taken.Type.IsTask() && operand.Unwrapped() is IInvocationOperation same && Same.Equals(same.TargetMethod.OriginalDefinition, call.TargetMethod.OriginalDefinition));

    /// <summary>True where the twin is what the call stands in, under any of its names, or calls that: it would never end. True also where it calls the called method itself.</summary>
    private static bool IsReachedBy(IMethodSymbol twin, ISymbol? around, IInvocationOperation call, Compilation compilation, CancellationToken cancellation)
    {
        var isOwn = call.Instance?.Unwrapped() is null or IInstanceReferenceOperation;
        var reached = new HashSet<ISymbol>(Same) { call.TargetMethod.OriginalDefinition };
        for (; around is IMethodSymbol method; around = around.ContainingSymbol)
        {
            if (Same.Equals(method.OriginalDefinition, twin.OriginalDefinition) || isOwn && (method.Name == twin.Name || method.Name.EndsWith($".{twin.Name}", StringComparison.Ordinal)))
                return true;
            reached.Add(method.OriginalDefinition);
        }

        return twin.Body(compilation, cancellation)?.Descendants().Any(part => part is IInvocationOperation inner && reached.Contains(inner.TargetMethod.OriginalDefinition)) == true;
    }
}
