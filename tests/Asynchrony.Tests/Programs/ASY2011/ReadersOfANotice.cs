// also ASY5010
// Both hold the read lock, which many may hold at once.
class Program
{
    static void Main()
    {
        var board = new NoticeBoard("closed today");
        Console.WriteLine(board.ReadTogether());
    }
}

class NoticeBoard(string notice)
{
    private readonly ReaderWriterLockSlim access = new();
    private int letters;

    public string ReadTogether()
    {
        access.EnterReadLock();
        try
        {
            var other = new Thread(Read);
            other.Start();
            var words = notice.Split(' ').Length;
            other.Join();
            return $"{words} words, {letters} letters";
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    private void Read()
    {
        access.EnterReadLock();
        try
        {
            letters = notice.Length;
        }
        finally
        {
            access.ExitReadLock();
        }
    }
}

// prints:
// 2 words, 12 letters
