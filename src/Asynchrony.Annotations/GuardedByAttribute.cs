namespace Asynchrony.Annotations;

/// <summary>
/// States that a field or property may be used only while a lock is held.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own instead of referencing this
/// assembly. Nothing is checked at run time, and no error is raised when the promise is broken; a later rule will check it.
/// </remarks>
/// <param name="name">How code of the type names the lock: a field or property, <c>this</c> for the object itself.</param>
/// <example><code>[GuardedBy("_gate")] private readonly List&lt;Item&gt; _items</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class GuardedByAttribute(string name) : Attribute
{
    /// <summary>How code of the type names the lock.</summary>
    public string Lock { get; } = name;
}
