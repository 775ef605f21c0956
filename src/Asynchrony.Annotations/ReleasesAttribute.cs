namespace Asynchrony.Annotations;

/// <summary>
/// States that a method gives back a lock that its caller holds.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own instead of referencing this
/// assembly. Nothing is checked at run time, and no error is raised when the promise is broken; a later rule will check it.
/// </remarks>
/// <param name="name">How code of the type names the lock: a field or property, <c>this</c> for the object itself.</param>
/// <example><code>[Releases("_gate")] void Exit()</code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ReleasesAttribute(string name) : Attribute
{
    /// <summary>How code of the type names the lock.</summary>
    public string Lock { get; } = name;
}
