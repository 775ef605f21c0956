// The one type behind the interface lets one in at a time, by a semaphore that it keeps; another synchronises its method.
using System.Runtime.CompilerServices;

var stadium = new Stadium(new Turnstile());
stadium.Open(40);
Console.WriteLine(stadium.Guests);

interface ITurnstile
{
    int Guests { get; }

    void Enter(int number);
}

class Stadium(ITurnstile turnstile)
{
    private readonly ITurnstile turnstile = turnstile;
    private readonly Gate gate = new();

    public string Guests => $"{turnstile.Guests} {gate.Count}";

    public void Open(int guests) => Parallel.For(0, guests, guest =>
    {
        turnstile.Enter(guest);
        gate.Pass();
    });
}

class Turnstile : ITurnstile
{
    private readonly SemaphoreSlim one = new(1, 1);
    private int guests;

    public int Guests => guests;

    public void Enter(int number)
    {
        one.Wait();
        try
        {
            guests += number >= 0 ? 1 : 0;
        }
        finally
        {
            one.Release();
        }
    }
}

class Gate
{
    private readonly Wheel wheel = new();

    public int Count => wheel.Turns;

    public void Pass() => wheel.Turn();
}

class Wheel
{
    public int Turns { get; private set; }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void Turn() => Turns++;
}

// prints:
// 40 40
