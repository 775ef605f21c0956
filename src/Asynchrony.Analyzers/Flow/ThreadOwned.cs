using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the code of one type does to fields of which each thread has its own value: made where, given up where, read where.</summary>
internal sealed class ThreadOwned
{
    private readonly object gate = new();
    private readonly Dictionary<IFieldSymbol, Field> fields = new(SymbolEqualityComparer.Default);

    /// <summary>Private fields of which each thread has a value, those of a type or of its objects; and what is behind a property that only its type sets.</summary>
    public static bool IsOne(ISymbol member) => member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field && field.AssociatedSymbol switch
    {
        null => Place.IsOfThread(field) || HoldsLocal(field),
        IPropertySymbol property => (property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } || property.DeclaredAccessibility == Accessibility.Private) && Place.IsOfThread(field),
        _ => false,
    };

    /// <summary>How the author calls a field.</summary>
    public static string NameOf(IFieldSymbol field) => (field.AssociatedSymbol ?? field).Name;

    public void See(IMemberReferenceOperation reference, ISymbol member)
    {
        if (FieldOf(reference.Member) is not { } own || !IsOne(own))
            return;

        lock (gate)
        {
            var field = Of(own.OriginalDefinition);
            var isFirst = member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.Constructor };
            if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
                field.Write(assignment.Value, isFirst);
            else if (isFirst && reference.Parent is ICoalesceAssignmentOperation lazily && lazily.Target == reference)
                field.Write(lazily.Value, atFirst: true);
            else if (reference.IsWritten())
                field.IsOpen = true;
            else if (!(isFirst && Place.IsOfThread(own) && reference.EnclosingFunction() is null)) // What the first thread asks itself says nothing of the others.
                field.Use(reference, own);
        }
    }

    public void See(IFieldInitializerOperation initializer)
    {
        lock (gate)
            foreach (var field in initializer.InitializedFields)
                if (IsOne(field))
                    Of(field.OriginalDefinition).Write(initializer.Value, atFirst: true);
    }

    public void See(IPropertyInitializerOperation initializer)
    {
        lock (gate)
            foreach (var property in initializer.InitializedProperties)
                if (FieldOf(property) is { } field && IsOne(field))
                    Of(field.OriginalDefinition).Write(initializer.Value, atFirst: true);
    }

    /// <summary>The objects of each thread that the type makes for each of its own objects, and of which nobody disposes.</summary>
    public IEnumerable<(IFieldSymbol Field, IOperation Made)> Left() => fields
        .Where(entry => !entry.Key.IsStatic && HoldsLocal(entry.Key) && entry.Value is { IsOpen: false, IsGivenUp: false, First: IObjectCreationOperation, OnlyAtFirst: true } && !IsNamedAround(entry.Key))
        .Select(entry => (entry.Key, entry.Value.First!));

    /// <summary>The fields of each thread that only the first thread finds set: nothing but an initializer or constructor writes them, and nobody else asks whether they are.</summary>
    public IEnumerable<(IFieldSymbol Field, IOperation Value)> SetForOne() => fields
        .Where(entry => Place.IsOfThread(entry.Key) && entry.Value is { IsOpen: false, IsAsked: false, IsRead: true, OnlyAtFirst: true, First: { } first } && !IsDefault(first) && !IsNamedAround(entry.Key))
        .Select(entry => (entry.Key, entry.Value.First!));

    /// <summary>The field that a member is, or that stands behind it.</summary>
    private static IFieldSymbol? FieldOf(ISymbol member) => member is IPropertySymbol { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: false } property ? property.Storage() : member as IFieldSymbol;

    private static bool HoldsLocal(IFieldSymbol field) => field.Type is { Name: "ThreadLocal", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    private static bool IsDefault(IOperation value) => value is IDefaultValueOperation || value.ConstantValue is { HasValue: true, Value: null or false or 0 or 0L or 0u or 0ul or 0d or 0f or '\0' };

    /// <summary>True where a type around the field's own, or inside it, has its name: such code may use a private field as well.</summary>
    private static bool IsNamedAround(IFieldSymbol field)
    {
        foreach (var part in field.ContainingType.Outermost().DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == NameOf(field) && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
                    && !field.ContainingType.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == type.SyntaxTree && own.Span == type.Span))
                    return true;
        return false;
    }

    private Field Of(IFieldSymbol symbol)
    {
        if (!fields.TryGetValue(symbol, out var field))
            fields.Add(symbol, field = new Field());
        return field;
    }

    private sealed class Field
    {
        public IOperation? First { get; private set; }

        public bool OnlyAtFirst { get; private set; } = true;

        public bool IsRead { get; private set; }

        public bool IsAsked { get; private set; }

        public bool IsGivenUp { get; private set; }

        /// <summary>True where anybody else may have it or write it.</summary>
        public bool IsOpen { get; set; }

        public void Write(IOperation value, bool atFirst)
        {
            First ??= value.Unwrapped();
            OnlyAtFirst &= atFirst;
        }

        public void Use(IMemberReferenceOperation reference, IFieldSymbol own)
        {
            IsRead = true;
            switch (reference.User())
            {
                case IInvocationOperation call when call.Instance?.Unwrapped() == reference:
                    IsGivenUp |= ResourceRelease.IsDisposal(call.TargetMethod);
                    break;
                case IConditionalAccessOperation access:
                    IsAsked = true;
                    IsGivenUp |= access.WhenNotNull is IInvocationOperation last && ResourceRelease.IsDisposal(last.TargetMethod);
                    break;
                case IPropertyReferenceOperation or INameOfOperation:
                    break;
                case IIsPatternOperation or ICoalesceOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test when IsDefault(test.LeftOperand.Unwrapped()) || IsDefault(test.RightOperand.Unwrapped()):
                    IsAsked = true;
                    break;
                case IBinaryOperation:
                    break;
                default:
                    IsOpen |= HoldsLocal(own);
                    break;
            }
        }
    }
}
