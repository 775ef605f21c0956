namespace Asynchrony.Tests.Framework;

/// <summary>
/// Rows of what users of other analyzers reported, as wrong (F) or missed (N), each under the thread it comes from: members of a class, beside
/// <paramref name="members"/> that they may use, tried with all of our rules at once.
/// </summary>
public abstract class AskedTests(string members)
{
    /// <summary>No rule whose id begins so finds anything.</summary>
    protected async Task Silent(string row, string thread, string member, string rule, string library = "") =>
        Assert.DoesNotContain(await Found(row, thread, ProgramOf(member), library), finding => finding.StartsWith(rule, StringComparison.Ordinal));

    /// <summary>The rule finds what is marked, and nothing else.</summary>
    protected async Task Finds(string row, string thread, string rule, string member, string library = "")
    {
        var marked = Marked.Parse(ProgramOf(member));
        var found = await Found(row, thread, marked.Text, library);
        Assert.Equal(marked.Spans.Select(span => $"{rule}: {marked.Text.Substring(span.Start, span.Length)}"), found.Where(finding => finding.StartsWith(rule, StringComparison.Ordinal)));
    }

    private string ProgramOf(string member) => $"class C {{ {member} {members} }}";

    /// <summary>What all rules find, by id and text; a library is compiled by itself, as those of others are.</summary>
    private static async Task<IEnumerable<string>> Found(string row, string thread, string program, string library)
    {
        Assert.Matches("^[FN][0-9]+b?$", row);
        Assert.NotNull(thread);
        var compilation = Code.Compilation(("Test0.cs", program));
        if (library.Length > 0)
        {
            using var image = new MemoryStream();
            Assert.True(Code.Compilation(("Library.cs", library)).WithAssemblyName("Library").Emit(image).Success);
            compilation = compilation.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        }

        Code.AssertCompiles(compilation);

        return (await Catalog.Told(compilation)).Select(finding => $"{finding.Id}: {program.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length)}");
    }
}
