namespace Tour.Closures;

/// <summary>Books all letters in parallel in a ledger that is known by its interface; the only one there is counts without a lock.</summary>
internal sealed class LetterLedger(LetterLedger.ILedger ledger)
{
    internal interface ILedger
    {
        int Booked { get; }

        void Book(string letter);
    }

    public static void Run() => new LetterLedger(new Ledger()).BookAll(["Dear reader", "Dear editor", "To whom it may concern"]);

    private void BookAll(string[] letters)
    {
        Parallel.ForEach(letters, letter => ledger.Book(letter));
        Console.WriteLine($"  {ledger.Booked} booked");
    }

    private sealed class Ledger : ILedger
    {
        private int _booked;

        public int Booked => _booked;

        public void Book(string letter)
        {
            if (letter.Length > 0)
                _booked++;
        }
    }
}
