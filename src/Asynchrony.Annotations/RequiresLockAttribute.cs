namespace Asynchrony.Annotations;

/// <summary>
/// States that whoever calls the member holds a lock of its object or type. The analyzers take the lock to be held from the first statement of
/// the member to its last.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own instead of referencing this
/// assembly. Nothing is checked at run time, and no error is raised when the promise is broken; a later rule will check it.
/// </remarks>
/// <param name="name">How code of the type names the lock: a field or property, <c>this</c> for the object itself.</param>
/// <example><code>[RequiresLock("_gate")] void AddCore(Item item)</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RequiresLockAttribute(string name) : Attribute
{
    /// <summary>How code of the type names the lock.</summary>
    public string Lock { get; } = name;
}
