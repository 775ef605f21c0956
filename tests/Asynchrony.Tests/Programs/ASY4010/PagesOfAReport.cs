// no fix
// All pages of a report are written before the first is printed, though there is room for ten only.
var pages = Channel.CreateBounded<string>(10);
for (var page = 1; page <= 12; page++)
    await [|pages.Writer.WriteAsync|]($"page {page}");
pages.Writer.Complete();

await foreach (var page in pages.Reader.ReadAllAsync())
    Console.WriteLine(page);
