// Every worker fills its own slot; what is shared is taken in one step, behind a lock, or by one worker at a time.
var primes = new int[4];
var tested = 0;
var turns = 0;
var finished = 0;
using var turn = new SemaphoreSlim(1, 1);
var workers = new List<Task>();

for (var worker = 0; worker < primes.Length; worker++)
{
    var own = worker;
    workers.Add(Task.Run(async () =>
    {
        var found = 0;
        for (var number = own * 250; number < (own + 1) * 250; number++)
        {
            if (IsPrime(number))
            {
                primes[own]++;
                found++;
            }
            Interlocked.Increment(ref tested);
        }

        await turn.WaitAsync();
        try
        {
            turns += found;
        }
        finally
        {
            turn.Release();
        }

        if (Interlocked.Increment(ref finished) == primes.Length)
            turns *= 10;
    }));
}

await Task.WhenAll(workers);
Console.WriteLine($"{primes.Sum()} of {tested}, {turns}");

static bool IsPrime(int number)
{
    for (var divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return number > 1;
}

// prints:
// 168 of 1000, 1680
