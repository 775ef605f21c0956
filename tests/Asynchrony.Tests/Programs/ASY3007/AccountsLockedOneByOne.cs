// Every run locks its own account, and a query gathers what its parallel stage has made.
var accounts = Enumerable.Range(0, 4).Select(number => new Account { Balance = number }).ToArray();
Parallel.ForEach(accounts.Concat(accounts), account =>
{
    lock (account)
        account.Balance += 10;
});

var gate = new object();
var texts = new List<string>();
accounts.AsParallel().Select(account => account.Balance.ToString()).ForAll(text =>
{
    lock (gate)
        texts.Add(text);
});
Console.WriteLine(string.Join(" ", texts.Order(StringComparer.Ordinal)));

sealed class Account
{
    public int Balance { get; set; }
}

// prints:
// 20 21 22 23
