// A printer asks its channel every few milliseconds whether there is a page.
var printer = new Printer();
var printing = printer.Run();
for (var page = 1; page <= 3; page++)
{
    printer.Print(page);
    await Task.Delay(5);
}

printer.Close();
await printing;
Console.WriteLine($"{printer.Printed} pages");

class Printer
{
    private readonly Channel<int> pages = Channel.CreateUnbounded<int>();

    public void Print(int page) => pages.Writer.TryWrite(page);

    public void Close() => pages.Writer.Complete();

    public int Printed { get; private set; }

    public async Task Run()
    {
        while (true)
        {
            while ([|pages.Reader.TryRead|](out var page))
            {
                Console.WriteLine($"page {page}");
                Printed++;
            }

            await Task.Delay(1);
        }
    }
}

// prints:
// page 1
// page 2
// page 3
// 3 pages
