// Each booking appends to one and the same file. Two at once would find it open, and fail.
class Program
{
    static void Main()
    {
        var ledger = new Ledger("ledger.txt");
        ledger.Book(["rent 500", "salt 1", "wood 40"]);
        Console.WriteLine(File.ReadAllLines("ledger.txt").Length);
    }
}

class Ledger(string path)
{
    public void Book(string[] bookings)
    {
        foreach (var booking in bookings)
        {
            var clerk = new Thread(() => File.AppendAllText(path, booking + "\n"));
            clerk.Start();
            clerk.Join();
        }
    }
}

// prints:
// 3
