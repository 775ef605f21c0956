// Every thread adds up the pages that it counts itself; what the threads have is put together once, and a query makes its own sum.
var books = Enumerable.Range(1, 200).Select(number => new Book(number, number % 90 + 10)).ToList();
var gate = new object();
var pages = 0L;
var heaviest = 0;

Parallel.ForEach(books, () => (Pages: 0L, Heaviest: 0), (book, _, own) => (own.Pages + book.Pages, Math.Max(own.Heaviest, book.Pages)), own =>
{
    lock (gate)
    {
        pages += own.Pages;
        heaviest = Math.Max(heaviest, own.Heaviest);
    }
});

var odd = books.AsParallel().Where(book => book.Number % 2 == 1).Sum(book => book.Pages);
var read = new int[books.Count];
Parallel.For(0, books.Count, number => read[number] += books[number].Pages / 2);

Console.WriteLine($"{pages} pages, {odd} of them in odd books, at most {heaviest}; {read.Sum()} are read");

record Book(int Number, int Pages);

// prints:
// 10220 pages, 5150 of them in odd books, at most 99; 5060 are read
