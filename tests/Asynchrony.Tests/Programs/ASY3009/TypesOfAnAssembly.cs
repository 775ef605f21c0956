// A cache of what reflection finds, in a static field, with a factory that is a static method.
Console.WriteLine($"{Shapes.NameOf(typeof(int))} {Shapes.NameOf(typeof(int[]))}");

static class Shapes
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string NameOf(Type type) => Names.GetOrAdd(type, Describe);

    private static string Describe(Type type) => type.IsArray ? $"array of {NameOf(type.GetElementType()!)}" : type.Name;
}

// prints:
// Int32 array of Int32
