using System.Diagnostics.CodeAnalysis;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>One walk that finds <see cref="Effects"/>: through the code and the source of what it calls.</summary>
internal sealed class EffectsWalk(Compilation compilation, Table table, CancellationToken cancellation, int depth, bool onlyKnown = false, OnlyAnswer? answers = null)
{
    /// <summary>How far calls are followed at most.</summary>
    public const int Deepest = 5;

    /// <summary>What lies deeper has states and owners that the code itself does not show.</summary>
    public const int Near = 2;

    private const int Limit = 4_000;

    private readonly Room room = Engine.Of(compilation).RoomForEffects();
    private Dictionary<IOperation, int>? kept;
    private ImmutableArray<IOperation> left = ImmutableArray<IOperation>.Empty;
    private Frame frame = Frame.Outermost;
    private bool works;
    private bool takesTime;
    private bool waits;
    private bool frees;
    private bool locksUnseen;
    private int seen;

    public Effects Of(IOperation code)
    {
        Add(code);
        return Result();
    }

    private Effects Result()
    {
        var effects = Effects.Create(room.Accesses.ToImmutable(), room.Unknown.ToImmutable(), works, takesTime, waits, frees, locksUnseen,
            kept is null ? ImmutableArray<IOperation>.Empty : kept.Where(call => call.Value > 0).Select(call => call.Key).ToImmutableArray());
        Engine.Of(compilation).GiveBack(room);
        return effects;
    }

    private void Add(IOperation code)
    {
        frame = frame with { Code = code, Names = NamesOf(code.Root()) };
        Walk(code.Body() ?? code);
    }

    /// <summary>Code without some parts: of a delegate nothing is left, of any other part what it is given. Nothing the code declares is its own.</summary>
    public Effects OfRest(IOperation code, ImmutableArray<IOperation> without)
    {
        frame = frame with { Names = NamesOf(code.Root()) };
        left = without;
        Walk(code);
        return Result();
    }

    public Effects OfDelegate(IOperation target)
    {
        switch (NamesOf(target.Root()).Origin(target))
        {
            case IAnonymousFunctionOperation lambda: Add(lambda); break;
            case IMethodReferenceOperation { Method: var method } reference:
                frame = frame with { Code = reference, Names = NamesOf(reference.Root()) };
                Enter(method, reference.Instance, ImmutableArray<IArgumentOperation>.Empty, reference);
                break;
            case var other: Anything(other.Type); break;
        }

        return Result();
    }

    private void Walk(IOperation root)
    {
        var open = room.Open;
        var outer = open.Count; // What is left of the code around a callee.
        open.Push(root);

        while (open.Count > outer)
        {
            var operation = open.Pop();
            if (operation != root && IsLater(operation))
                continue;
            if (++seen > Limit)
                Anything(root.Type);
            if (seen > Limit || onlyKnown && room.Unknown.Count > 0)
            {
                while (open.Count > outer)
                    open.Pop();
                return;
            }

            cancellation.ThrowIfCancellationRequested();
            if (!left.Contains(operation))
                See(operation);
            else if (operation.IsFunction())
                continue;
            open.PushChildren(operation);
        }
    }

    /// <summary>Local functions run where they are called; a lambda runs where it is used, which is taken to be here unless it is kept.</summary>
    private static bool IsLater(IOperation operation) => operation is ILocalFunctionOperation or INameOfOperation
        || operation is IAnonymousFunctionOperation && operation.User() is IVariableInitializerOperation or ISimpleAssignmentOperation or IEventAssignmentOperation;

    private void See(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local } when !local.IsConst:
                Variable(operation, local, null);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Variable(operation, parameter, null);
                break;
            case IFieldReferenceOperation { Field: { IsConst: false } field } reference:
                if (!IsOwn(reference.Instance) && !IsPartOfCopy(reference.Instance))
                    Variable(operation, field, reference.Instance, field.IsVolatile);
                break;
            case IArrayElementReferenceOperation element:
                Content(element.ArrayReference, element, element.IsRead(), element.IsWritten());
                break;
            case IPropertyReferenceOperation property:
                Property(property);
                break;
            case IInvocationOperation call:
                works = true;
                frees |= call.TargetMethod is { Name: "Dispose" or "DisposeAsync" or "Close", Parameters.IsEmpty: true } && call.Instance is { } freed && !IsOwn(freed);
                Call(call.TargetMethod, call.Instance, call.Arguments, call);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                works |= !constructor.IsImplicitlyDeclared;
                Call(constructor, null, creation.Arguments, creation);
                break;
            case IForEachLoopOperation loop:
                works = takesTime = true;
                waits |= loop.IsAsynchronous;
                Content(loop.Collection.Unwrapped(), loop, read: true, written: false);
                break;
            case { Kind: Operations.Spread }:
                works = takesTime = true;
                Content(operation.ChildOperations.First().Unwrapped(), operation, read: true, written: false);
                break;
            case ILoopOperation:
                works = takesTime = true;
                break;
            case IAwaitOperation:
                waits = true;
                break;
            case IUsingOperation { Resources: var resources }:
                frees |= !IsOwnResource(resources);
                break;
            case IUsingDeclarationOperation { DeclarationGroup: var resources }:
                frees |= !IsOwnResource(resources);
                break;
            case IEventReferenceOperation { Event: var raised } reference:
                Variable(operation, raised, reference.Instance);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Operator(method, operation);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Operator(method, operation);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IInvalidOperation or IFunctionPointerInvocationOperation or IAddressOfOperation:
                Anything(operation.Type);
                break;
        }
    }

    /// <summary>True where what a using closes was made for it.</summary>
    private bool IsOwnResource(IOperation resources) => resources is IVariableDeclarationGroupOperation group
        ? group.Declarations.SelectMany(declaration => declaration.Declarators).All(declarator => declarator.GetVariableInitializer()?.Value is { } value && IsOwn(value))
        : IsOwn(resources);

    private void Operator(IMethodSymbol method, IOperation at)
    {
        // The operators of libraries compute: only those with source are looked into.
        if (!method.DeclaringSyntaxReferences.IsEmpty)
            Enter(method, null, ImmutableArray<IArgumentOperation>.Empty, at);
    }

    private void Variable(IOperation reference, ISymbol symbol, IOperation? instance, bool atomic = false)
    {
        var (read, written) = (reference.IsRead(), reference.IsWritten());
        if (!read && !written || frame.Declares(symbol) || frame.Substituted(symbol) is not null)
            return;

        var path = symbol is ILocalSymbol or IParameterSymbol ? AccessPath.Of(symbol) : symbol.IsStatic ? AccessPath.This.Member(symbol) : Path(instance)?.Member(symbol);
        var place = Place.OfVariable(symbol, frame.Real(path));
        var byCall = IsGivenToAtomic(reference);
        if (read)
            Touch(place, written: false, reference, atomic || byCall);
        if (written)
            Touch(place, written: true, reference, atomic || byCall);
    }

    /// <summary>The content of the object an expression stands for.</summary>
    private void Content(IOperation? instance, IOperation at, bool read, bool written)
    {
        // As it was before it was given as an interface: an array is no query.
        if (instance?.Unwrapped().Type is not { } type || IsOwn(instance) || IsImmutable(type))
            return;

        var place = Place.OfContent(type, frame.Real(Path(instance)));
        var atomic = IsConcurrent(type) || IsGivenToAtomic(at);
        if (read)
            Touch(place, written: false, at, atomic);
        if (written)
            Touch(place, written: true, at, atomic);
    }

    private static bool IsGivenToAtomic(IOperation reference) =>
        reference.Parent is IArgumentOperation { Parameter: { RefKind: not RefKind.None, ContainingSymbol: var api } } && api.IsAtomic();

    private void Touch(Place place, bool written, IOperation at, bool atomic) =>
        room.Accesses.Add(new Access(place, written, at) { IsAtomic = atomic, Locks = frame.LocksAround(at), Calls = frame.Calls });

    private void Property(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var (getter, setter) = (reference.IsRead() ? property.GetMethod : null, reference.IsWritten() ? property.SetMethod : null);

        if (property.DeclaringSyntaxReferences.IsEmpty)
        {
            // A setter writes whatever the type says.
            var words = table.Find(property) is { Length: > 0 } own ? own : reference.IsWritten() ? Writes : table.Find(property.ContainingType);
            if (words == Writes && reference.IsRead())
                Apply(Reads, property, reference.Instance, reference.Arguments, reference);
            Apply(words.IsEmpty ? Reads : words, property, reference.Instance, reference.Arguments, reference);
            return;
        }

        if (property.IsIndexer || HasBody(getter) || HasBody(setter))
        {
            if (getter is not null)
                Enter(getter, reference.Instance, reference.Arguments, reference);
            if (setter is not null)
                Enter(setter, reference.Instance, reference.Arguments, reference);
        }
        else if (!IsOwn(reference.Instance))
        {
            Variable(reference, property, reference.Instance);
        }
    }

    private static readonly ImmutableArray<string> Reads = ImmutableArray.Create("reads");
    private static readonly ImmutableArray<string> Writes = ImmutableArray.Create("writes");

    private static bool HasBody(IMethodSymbol? accessor)
    {
        if (accessor is not null)
            foreach (var declared in accessor.DeclaringSyntaxReferences)
                if (declared.GetSyntax() is AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax)
                    return true;
        return false;
    }

    private void Call(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IOperation at)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke)
            Invoke(instance, at);
        else if (method.DeclaringSyntaxReferences.IsEmpty && method.MethodKind != MethodKind.LocalFunction)
            Library(method, instance, arguments, at);
        else
            Enter(method, instance, arguments, at);
    }

    private void Library(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IOperation at)
    {
        if (method.MethodKind == MethodKind.Constructor && (method.IsImplicitlyDeclared || method.Parameters.IsEmpty && method.ContainingType.SpecialType == SpecialType.System_Object))
            return;

        var receiver = instance ?? (method.IsExtensionMethod ? arguments.FirstOrDefault()?.Value : null);
        var words = table.Find(method, receiver?.Type) is { Length: > 0 } own ? own : table.Find(method.ContainingType);
        if (method.ContainingType is { Name: "Monitor" or "Mutex" or "Semaphore" or "SemaphoreSlim" or "SpinLock" or "ReaderWriterLock" or "ReaderWriterLockSlim" or "Lock" } || receiver?.Type is { Name: "Mutex" or "Semaphore" })
            UnseenLock(method.Name);
        takesTime |= instance is null && !IsLazy(method.ReturnType) && arguments.Any(argument => argument.ArgumentKind != ArgumentKind.ParamArray && IsCollection(argument.Value.Unwrapped().Type));
        Apply(words, method, receiver, arguments, at);

        // Lambdas among the arguments are walked where they stand; methods and variables are not.
        foreach (var argument in arguments)
            if (!words.IsEmpty && argument.Parameter?.Type.TypeKind == TypeKind.Delegate && argument.Value.Unwrapped() is not (IAnonymousFunctionOperation or ILiteralOperation or IDefaultValueOperation))
                Invoke(argument.Value, at);
    }

    private void UnseenLock(string does)
    {
        locksUnseen = true;
        if (frame.Calls is [var call, ..])
            (kept ??= [])[call] = (kept.TryGetValue(call, out var count) ? count : 0) + (does.StartsWith("Exit", StringComparison.Ordinal) || does.StartsWith("Release", StringComparison.Ordinal) ? -1 : 1);
    }

    /// <summary>A delegate that is known is run here; any other may do anything.</summary>
    private void Invoke(IOperation? instance, IOperation at)
    {
        switch (instance is null ? null : frame.Names.Origin(instance))
        {
            case IAnonymousFunctionOperation lambda when !frame.Runs(lambda): Walk(lambda.Body, frame with { Running = frame.Running.Add(lambda) }); break;
            case IAnonymousFunctionOperation: break;
            case IMethodReferenceOperation { Method: var method } reference: Call(method, reference.Instance, ImmutableArray<IArgumentOperation>.Empty, at); break;
            default: Anything(instance?.Type); break;
        }
    }

    private void Apply(ImmutableArray<string> words, ISymbol member, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments, IOperation at)
    {
        if (words.IsEmpty || words.Contains("tells"))
            Anything(member);

        foreach (var word in words)
        {
            var written = word.StartsWith("writes:", StringComparison.Ordinal) && int.TryParse(word.Substring(7), out var index) ? index : -1;
            waits |= word == "waits";

            if (word is "reads" or "writes")
                Content(receiver, at, read: word == "reads", written: word == "writes");
            if (word.StartsWith("output:", StringComparison.Ordinal) || word.StartsWith("input:", StringComparison.Ordinal))
            {
                var place = Place.OfOutput(word.Substring(word.IndexOf(':') + 1));
                takesTime |= !place.IsClock;
                Touch(place, written: word[0] == 'o', at, atomic: true);
            }

            if (word == "reads" || word.StartsWith("writes", StringComparison.Ordinal) || word.StartsWith("output:", StringComparison.Ordinal))
                for (var number = 0; number < arguments.Length; number++)
                    if (arguments[number].Value is { } value && value.Unwrapped() is not IAnonymousFunctionOperation && arguments[number].Parameter?.RefKind is null or RefKind.None)
                        Content(value, at, read: number != written, written: number == written);
        }
    }

    /// <summary>Goes into source; overridable members may be another's, and then anything, unless the program has one that answers.</summary>
    private void Enter(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IOperation at)
    {
        var real = instance is null ? null : frame.Real(Path(instance));
        if (!room.Visited.Add((method.OriginalDefinition, real)))
            return;

        var answering = IsOpen(method, instance) ? answers?.To(method) : method;
        if (frame.Level >= depth || answering is null || BodyOf(answering, at) is not { } body)
        {
            Anything(method);
            return;
        }

        waits |= method.IsAsync;
        var inner = new Frame(
            frame.Level + 1, body, method.MethodKind == MethodKind.LocalFunction ? frame.Names : NamesOf(body),
            method.IsStatic || method.MethodKind == MethodKind.LocalFunction ? frame.This : instance is null ? null : real,
            IsOwn(instance) || method.MethodKind == MethodKind.Constructor, Parameters(arguments, answering), frame.LocksAround(at), frame.Calls.Add(at), frame, frame.Running);
        Walk(body, inner);
    }

    private void Walk(IOperation body, Frame inner)
    {
        var outer = frame;
        frame = inner;
        Walk(body);
        frame = outer;
    }

    private Given[] Parameters(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol callee)
    {
        if (arguments.IsEmpty)
            return [];

        var given = new Given[arguments.Length];
        for (var index = 0; index < given.Length; index++)
            given[index] = new Given(arguments[index].Parameter is not { } parameter ? null : parameter.Ordinal < callee.Parameters.Length ? callee.Parameters[parameter.Ordinal].OriginalDefinition : parameter.OriginalDefinition, frame.Real(Path(arguments[index].Value)), IsOwn(arguments[index].Value));
        return given;
    }

    private static bool IsOpen(IMethodSymbol method, IOperation? instance) =>
        method.IsExtern || method.IsAbstract
        || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed
            && instance?.Syntax is not BaseExpressionSyntax && instance?.Unwrapped() is not IObjectCreationOperation;

    /// <summary>The names of a member, found once: many bodies call the same.</summary>
    private Names NamesOf(IOperation root) => Engine.Of(compilation).NamesOf(root);

    private AccessPath? Path(IOperation? operation) => frame.Names.PathOf(operation);

    /// <summary>True for an object that the code made itself and nobody else has.</summary>
    private bool IsOwn(IOperation? instance)
    {
        if (instance is null)
            return false;

        return frame.Names.Origin(instance) switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } made => IsBeingMade(made),
            IInstanceReferenceOperation => frame.OwnThis,
            IParameterReferenceOperation { Parameter: var parameter } => frame.Substituted(parameter)?.Own == true,
            IObjectCreationOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation or IWithOperation or ITupleOperation => IsMadeHere(instance),
            { } made when made.Kind == Operations.CollectionExpression => IsMadeHere(instance),
            IInvocationOperation { TargetMethod: var method } => table.Find(method).Contains("fresh") && IsMadeHere(instance),
            IFieldReferenceOperation { Field.ContainingType.IsValueType: true, Instance: { } holder } => IsOwn(holder),
            _ => false,
        };
    }

    /// <summary>True for a struct that the code has in a variable of its own, whatever it was copied from, and for a struct in it.</summary>
    private bool IsPartOfCopy(IOperation? instance) => instance is { Type.IsValueType: true } && instance switch
    {
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => frame.Declares(local),
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => frame.Substituted(parameter) is not null,
        IFieldReferenceOperation { Instance: var holder } => IsPartOfCopy(holder),
        _ => false,
    };

    /// <summary>True in the initializer of a new object: <c>new List { 1, 2 }</c>; one that fills what a member holds fills what may have been there.</summary>
    private static bool IsBeingMade(IOperation receiver) =>
        receiver.Ancestors().FirstOrDefault(outer => outer is IObjectOrCollectionInitializerOperation)?.Parent is IObjectCreationOperation or IWithOperation;

    /// <summary>The object is the code's own only if the local that leads to it is.</summary>
    private bool IsMadeHere(IOperation instance) => instance.Unwrapped() is not ILocalReferenceOperation { Local: var local } || frame.Declares(local);

    private static bool IsImmutable(ITypeSymbol type) =>
        type.IsValueType || type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Delegate
        || type.Name.StartsWith("Immutable", StringComparison.Ordinal) || type.Name is "Type" or "Thread" or "Uri" or "Version" or "CultureInfo" or "Encoding" or "Regex";

    private static bool IsCollection(ITypeSymbol? type) => type is not { SpecialType: SpecialType.System_String }
        && (type?.SpecialType == SpecialType.System_Collections_IEnumerable || type?.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable) == true);

    /// <summary>A sequence that is gone through later, where it is used.</summary>
    private static bool IsLazy(ITypeSymbol type) => type.TypeKind == TypeKind.Interface && IsCollection(type);

    private static bool IsConcurrent(ITypeSymbol type) =>
        type.ContainingNamespace is { Name: "Concurrent", ContainingNamespace.Name: "Collections" } or { Name: "Channels" };

    private void Anything(ISymbol? member) => room.Unknown.Add(member ?? compilation.Assembly);

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Only for what candidates of a rule call; one model a tree.")]
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "As above.")]
    private IOperation? BodyOf(IMethodSymbol method, IOperation near)
    {
        if (method.MethodKind == MethodKind.LocalFunction && near.Ancestors().LastOrDefault()?.Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition)) is { } local)
            return local.Body;
        var definition = method.PartialImplementationPart ?? method;
        if (definition.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax)
            return null;

        var model = near.SemanticModel is { } own && own.SyntaxTree == syntax.SyntaxTree ? own
            : compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? Engine.Of(compilation).Model(syntax.SyntaxTree)
            : null;
        return model?.GetOperation(syntax is ArrowExpressionClauseSyntax { Parent: { } owner } && owner is not PropertyDeclarationSyntax and not IndexerDeclarationSyntax ? owner : syntax, cancellation)
            is { } operation and not IInvalidOperation && HasCode(syntax) ? operation : null;
    }

    private static bool HasCode(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        _ => true,
    };

    /// <summary>What a walk needs room for while it lasts; the engine keeps it for the next one.</summary>
    public sealed class Room
    {
        /// <summary>A walk that needed more is rare, and its room is given back.</summary>
        private const int Kept = 1_000;

        public ImmutableArray<Access>.Builder Accesses { get; } = ImmutableArray.CreateBuilder<Access>();

        /// <summary>The members that may do anything.</summary>
        public ImmutableArray<ISymbol>.Builder Unknown { get; } = ImmutableArray.CreateBuilder<ISymbol>();

        /// <summary>The methods that were gone into, each with the object it was called on.</summary>
        public HashSet<(ISymbol, AccessPath?)> Visited { get; } = [];

        public Stack<IOperation> Open { get; } = new();

        /// <summary>True when the room may serve again.</summary>
        public bool Clear()
        {
            if (Accesses.Count + Visited.Count > Kept)
                return false;

            Accesses.Clear();
            Unknown.Clear();
            Visited.Clear();
            Open.Clear();
            return true;
        }
    }

    /// <summary>What a parameter stands for.</summary>
    private readonly record struct Given(ISymbol? Parameter, AccessPath? Path, bool Own);

    /// <summary>The code being walked: what its names stand for in the code that was asked about.</summary>
    private sealed record Frame(
        int Level, IOperation? Code, Names Names, AccessPath? This, bool OwnThis, Given[] Parameters,
        ImmutableArray<AccessPath> Locks, ImmutableArray<IOperation> Calls, Frame? Caller, ImmutableArray<IOperation> Running)
    {
        public static readonly Frame Outermost = new(
            0, null, null!, AccessPath.This, false, [],
            ImmutableArray<AccessPath>.Empty, ImmutableArray<IOperation>.Empty, null, ImmutableArray<IOperation>.Empty);

        public bool Runs(IOperation lambda) => Running.Contains(lambda);

        /// <summary>True for a local or parameter of the code itself, or of a callee on the way.</summary>
        public bool Declares(ISymbol symbol) =>
            symbol is ILocalSymbol or IParameterSymbol
            && (Level > 0 && symbol is IParameterSymbol || Code is not null && IsInside(symbol, Code.Syntax) || Caller is { Level: > 0 } && Caller.Declares(symbol));

        private static bool IsInside(ISymbol symbol, SyntaxNode code)
        {
            foreach (var declared in symbol.DeclaringSyntaxReferences)
                if (code.SyntaxTree == declared.SyntaxTree && code.Span.Contains(declared.Span) && declared.Span != code.Span)
                    return true;
            return false;
        }

        public Given? Substituted(ISymbol symbol)
        {
            foreach (var given in Parameters)
                if (SymbolEqualityComparer.Default.Equals(given.Parameter, symbol))
                    return given;
            return null;
        }

        /// <summary>The path as the outermost code would write it; null where it cannot.</summary>
        public AccessPath? Real(AccessPath? path)
        {
            if (path is null || Level == 0 || path.Root is ITypeSymbol)
                return path;
            if (path.Root is null)
                return This is null ? null : path.On(This);
            if (Substituted(path.Root) is { } given)
                return given.Path is { } owner ? path.On(owner) : null;
            return Declares(path.Root) ? null : path;
        }

        public ImmutableArray<AccessPath> LocksAround(IOperation at)
        {
            var found = Locks;
            for (var outer = at.Parent; outer is not null && outer != Code?.Parent; outer = outer.Parent)
                if (outer is ILockOperation held && held.LockedValue != at && !held.LockedValue.Contains(at) && Real(Names.PathOf(held.LockedValue)) is { } path)
                    found = found.Add(path);
            return found;
        }
    }
}
