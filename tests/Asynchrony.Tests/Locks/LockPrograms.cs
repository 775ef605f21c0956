namespace Asynchrony.Tests.Locks;

/// <summary>Programs that several tests of lock rules are about.</summary>
internal static class LockPrograms
{
    /// <summary>A class with a few locks around members.</summary>
    public static string Class(string members) => $$"""
        class C
        {
            private readonly object gate = new();
            private readonly Lock own = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly ReaderWriterLockSlim rw = new();
            private int total;
            private bool ready;
            static void Work() => Console.WriteLine(File.ReadAllText("a"));

            {{members}}
        }
        """;
}
