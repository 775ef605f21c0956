// A tenant that has spent its quota waits and tries again, a little longer each time: nobody is waited for by the clock.
class Program
{
    static void Main()
    {
        var tenant = new Tenant(free: 3);
        var sent = 0;
        for (var message = 1; message <= 5; message++)
            sent += tenant.TrySend($"message {message}") ? 1 : 0;
        Console.WriteLine($"{sent} of 5 sent, {tenant.Refused} refusals");
    }
}

class Tenant(int free)
{
    private const int Attempts = 3;
    private int left = free;

    public int Refused { get; private set; }

    public bool TrySend(string message)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (left > 0 && message.Length > 0)
            {
                left--;
                return true;
            }

            Refused++;
            Thread.Sleep(1 << attempt);
        }

        return false;
    }
}

// prints:
// 3 of 5 sent, 6 refusals
