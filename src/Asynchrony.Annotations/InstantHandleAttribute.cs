namespace Asynchrony.Annotations;

/// <summary>
/// States that a delegate parameter is invoked before the method returns and is not kept: what the lambda captures is still owned by
/// the caller while it runs, so no rule about bodies that run elsewhere applies to it.
/// </summary>
/// <remarks>
/// The analyzers match this attribute by its simple name in any namespace, so a project may declare its own or use that of
/// JetBrains.Annotations instead of referencing this assembly. Nothing is checked at run time, and no error is raised when the promise is broken.
/// </remarks>
/// <example><code>static void Each(int[] items, [InstantHandle] Action&lt;int&gt; action)</code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InstantHandleAttribute : Attribute;
