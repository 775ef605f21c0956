namespace Asynchrony.Annotations;

/// <summary>
/// States that several threads may use an object of the type, or the static members of it, at the same time without a lock of their own.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own instead of referencing this
/// assembly. Nothing is checked at run time, and no error is raised when the promise is broken; a later rule will check it.
/// </remarks>
/// <example><code>[ThreadSafe] public sealed class Counters</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class ThreadSafeAttribute : Attribute;
