namespace Asynchrony.Annotations;

/// <summary>
/// States that only one thread at a time may use an object of the type: whoever shares it needs a lock.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own instead of referencing this
/// assembly. Nothing is checked at run time, and no error is raised when the promise is broken; a later rule will check it.
/// </remarks>
/// <example><code>[NotThreadSafe] public class Parser</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class NotThreadSafeAttribute : Attribute;
