// A nightly job hands its accounts to a thread as the argument of Start, and waits for it at once.
class Program
{
    static void Main() => Console.WriteLine(new NightlyJob().Run(new Account(1, 1_000), new Account(2, 250)));
}

record Account(int Number, int Cents)
{
    public int Interest { get; set; }
}

class NightlyJob
{
    private int booked;

    public string Run(params Account[] accounts)
    {
        // Interest first.
        var interest = new Thread(Book) { Name = "interest", IsBackground = true };
        interest.Start(accounts);
        [|interest.Join|]();

        return $"{booked} booked, {accounts.Sum(account => account.Interest)} cents of interest";
    }

    private void Book(object? state)
    {
        foreach (var account in (Account[])state!)
        {
            account.Interest = account.Cents * 2 / 100;
            booked++;
        }
    }
}

// prints:
// 2 booked, 25 cents of interest
