// Transfers of one account come one at a time; for that each account has a semaphore.
var bank = new Bank();
await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bank.Pay(i % 4, 10)));
for (var account = 0; account < 4; account++)
    Console.WriteLine($"{account}: {bank.Balance(account)}");

sealed class Bank
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> turns = new();
    private readonly ConcurrentDictionary<int, int> balances = new();

    public async Task Pay(int account, int amount)
    {
        var turn = turns.GetOrAdd(account, [|new SemaphoreSlim|](1, 1));
        await turn.WaitAsync();
        try
        {
            await Task.Yield();
            balances.AddOrUpdate(account, amount, (_, old) => old + amount);
        }
        finally
        {
            turn.Release();
        }
    }

    public int Balance(int account) => balances.GetValueOrDefault(account);
}

// prints:
// 0: 50
// 1: 50
// 2: 50
// 3: 50
