// A lock for writers and readers guards the one type behind the interface, by hand and in a finally.
var hotel = new Hotel(new Board());
hotel.Open(30);
Console.WriteLine(hotel.Keys);

interface IBoard
{
    int Keys { get; }

    void Hang(int room);
}

class Hotel(IBoard board)
{
    private readonly IBoard board = board;

    public int Keys => board.Keys;

    public void Open(int rooms)
    {
        var maids = new List<Thread>();
        for (var maid = 0; maid < 3; maid++)
        {
            var first = maid;
            var thread = new Thread(() =>
            {
                for (var room = first; room < rooms; room += 3)
                    board.Hang(room);
            });
            thread.Start();
            maids.Add(thread);
        }

        maids.ForEach(maid => maid.Join());
    }
}

class Board : IBoard
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly HashSet<int> keys = [];

    public int Keys
    {
        get
        {
            access.EnterReadLock();
            try
            {
                return keys.Count;
            }
            finally
            {
                access.ExitReadLock();
            }
        }
    }

    public void Hang(int room)
    {
        access.EnterWriteLock();
        try
        {
            keys.Add(room);
        }
        finally
        {
            access.ExitWriteLock();
        }
    }
}

// prints:
// 30
