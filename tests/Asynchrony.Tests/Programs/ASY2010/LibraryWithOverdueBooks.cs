// also ASY1001
// A blocking wait for a task, a property of a record that both hold, and a comment that has to move with the wait.
using System.Collections.Immutable;

class Program
{
    static void Main()
    {
        var library = new Library(ImmutableList.Create(new Loan("Emma", 40), new Loan("Dune", 3), new Loan("Ulysses", 400)));
        Console.WriteLine(library.Remind(limit: 28));
        library.Desk.ForEach(Console.WriteLine);
    }
}

record Loan(string Title, int Days);

class Report
{
    public int Overdue { get; set; }
    public string Longest { get; set; } = "";
}

class Library(ImmutableList<Loan> loans)
{
    public List<string> Desk { get; } = [];

    public string Remind(int limit)
    {
        var report = new Report();
        var search = Task.Factory.StartNew(() =>
        {
            var longest = 0;
            foreach (var loan in loans)
            {
                if (loan.Days > limit)
                    report.Overdue++;
                if (loan.Days > longest)
                    (longest, report.Longest) = (loan.Days, loan.Title);
            }
        });

        Desk.Add($"{loans.Count} books are out");
        var letters = new string('*', [|report.Overdue|]);
        Desk.Add("letters are ready");
        // Nothing goes out before the search is over.
        search.Wait();

        return $"{letters} for {report.Overdue}, first {report.Longest}";
    }
}

// prints:
// ** for 2, first Ulysses
// 3 books are out
// letters are ready
