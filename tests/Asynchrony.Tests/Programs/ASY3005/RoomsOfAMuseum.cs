// Readers and a writer lock by hand, async visitors by a semaphore, and a list that only its lock's owner sees.
using System.Text;

var museum = new Museum();
var numbers = Enumerable.Range(1, 20).ToArray();
museum.Build(numbers);
await museum.Open(numbers);
Console.WriteLine(museum);

class Museum
{
    private readonly Dictionary<int, string> rooms = [];
    private readonly ReaderWriterLockSlim floor = new();
    private readonly SemaphoreSlim cloakroom = new(1, 1);
    private readonly List<string> coats = [];
    private readonly StringBuilder signs = new();

    public void Build(int[] numbers)
    {
        Parallel.ForEach(numbers, number =>
        {
            floor.EnterUpgradeableReadLock();
            try
            {
                if (rooms.ContainsKey(number / 2))
                    return;
                floor.EnterWriteLock();
                try
                {
                    rooms[number / 2] = $"room {number / 2}";
                }
                finally
                {
                    floor.ExitWriteLock();
                }
            }
            finally
            {
                floor.ExitUpgradeableReadLock();
            }
        });
    }

    public async Task Open(int[] numbers)
    {
        await Task.WhenAll(numbers.Select(async number =>
        {
            await Task.Yield();
            await cloakroom.WaitAsync();
            try
            {
                coats.Add($"coat {number}");
            }
            finally
            {
                cloakroom.Release();
            }

            if (Monitor.TryEnter(signs, TimeSpan.FromSeconds(30)))
            {
                try
                {
                    signs.Append('|');
                }
                finally
                {
                    Monitor.Exit(signs);
                }
            }
        }));
    }

    public override string ToString() => $"{rooms.Count} rooms, {coats.Count} coats, {signs.Length} signs";
}

// prints:
// 11 rooms, 20 coats, 20 signs
