using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

/// <summary>What a try, a finally or one step of Interlocked in the place of other code may break (X): ours keep it whole, or offer nothing.</summary>
public sealed class BrokenByFixesTests : BrokenByFixes
{
    /// <summary>A section that becomes the block of a try: names it declares are needed behind it, and jumps lead out of it.</summary>
    [Theory]
    [InlineData("slim.Wait();\nvar now = total;\nWork(now);\nslim.Release();\nreturn now + 1;", "int now;\nslim.Wait();\ntry\n{\n    now = total;\n    Work(now);\n}\nfinally\n{\n    slim.Release();\n}\nreturn now + 1;")]
    [InlineData("slim.Wait();\nif (total > n)\n{\n    Work(1);\n    slim.Release();\n    return 1;\n}\nWork(2);\nslim.Release();\nreturn 2;", "slim.Wait();\ntry\n{\n    if (total > n)\n    {\n        Work(1);\n        return 1;\n    }\n    Work(2);\n}\nfinally\n{\n    slim.Release();\n}\nreturn 2;")]
    [InlineData("slim.Wait();\nusing (var file = File.OpenRead(\"a\"))\n    Work((int)file.Length);\nslim.Release();\nreturn 3;", "slim.Wait();\ntry\n{\n    using (var file = File.OpenRead(\"a\"))\n        Work((int)file.Length);\n}\nfinally\n{\n    slim.Release();\n}\nreturn 3;")]
    public Task X39_Keeps_names_and_jumps(string before, string after) => Becomes("X39", "", "ASY5003", Section(before), Section(after));

    /// <summary>A name without a type to declare it by, a resource that would end with the block, and jumps that cannot lead into or out of it as they do.</summary>
    [Theory]
    [InlineData("slim.Wait();\nvar now = new { Total = total };\nWork(n);\nslim.Release();\nWork(1);\nreturn now.Total;")]
    [InlineData("slim.Wait();\nref var now = ref total;\nWork(n);\nslim.Release();\nnow = 1;\nreturn now;")]
    [InlineData("slim.Wait();\nusing var file = File.OpenRead(\"a\");\nWork(n);\nslim.Release();\nreturn (int)file.Length;")]
    [InlineData("slim.Wait();\nagain:\nWork(n);\nif (n++ < 3)\n    goto again;\nslim.Release();\nreturn 1;")]
    [InlineData("switch (n)\n{\n    case 1:\n        slim.Wait();\n        Work(1);\n        slim.Release();\n        goto case 2;\n    case 2:\n        return 2;\n}\nreturn 1;")]
    [InlineData("slim.Wait();\nWork(n);\nslim.Release();\nint Twice() => n * 2;\nreturn Twice();", "slim.Wait();\ntry\n{\n    Work(n);\n}\nfinally\n{\n    slim.Release();\n}\nint Twice() => n * 2;\nreturn Twice();")]
    [InlineData("slim.Wait();\nint Twice() => n * 2;\nWork(n);\nslim.Release();\nreturn Twice();")]
    public Task X39_Leaves_what_a_block_would_change(string body, string? after = null) =>
        after is null ? Refuses("X39", "", "ASY5003", Section(body)) : Becomes("X39", "", "ASY5003", Section(body), Section(after));

    [Theory]
    [InlineData("static int total;", "total++;", "Interlocked.Increment(ref total);")]
    [InlineData("static int total;", "unchecked { total += 2; }", "unchecked { Interlocked.Add(ref total, 2); }")]
    [InlineData("static uint total;", "total++;", "Interlocked.Increment(ref total);")]
    public Task X41_Counts_in_one_step(string field, string before, string after) => Becomes("X41", "", "ASY3004", Counter(field, before), Counter(field, after));

    /// <summary>One step of Interlocked checks for no overflow, and takes no property, no small integer and no number with a point.</summary>
    [Theory]
    [InlineData("static int total;", "checked { total++; }")]
    [InlineData("static long total;", "total = checked(total + 1);")]
    [InlineData("static byte total;", "total++;")]
    [InlineData("static short total;", "total += 2;")]
    [InlineData("static double total;", "total += 2;")]
    [InlineData("static decimal total;", "total++;")]
    public Task X41_Leaves_what_is_no_one_step(string field, string update) => Refuses("X41", "", "ASY3004", Counter(field, update));

    private static string Section(string body) => $$"""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;
            void Work(int n) { File.Delete($"{n}"); total = n; }
            public int M(int n)
            {
        {{Indented(body, "        ")}}
            }
        }
        """;

    private static string Indented(string body, string indentation) => string.Join('\n', body.Split('\n').Select(line => indentation + line));

    /// <summary>A number that the threads of a loop count, which has another variable to look at beside it.</summary>
    private static string Counter(string field, string update) => $$"""
        class C
        {
            private {{field}}

            public void Run() => Parallel.For(0, 9, n =>
            {
                File.Delete($"{n}");
                {{update}}
                Console.WriteLine(total);
            });
        }
        """;
}
