// no fix
// also ASY2004
// A thread in front of a loop that starts it in each round: the second one throws.
try
{
    new Sentry().Walk(rounds: 2);
}
catch (ThreadStateException)
{
    Console.WriteLine("a sentry walks once");
}

class Sentry
{
    public void Walk(int rounds)
    {
        var walk = new Thread(() => Console.WriteLine("all is quiet"));
        for (var round = 0; round < rounds; round++)
        {
            [|walk.Start|]();
            walk.Join();
        }
    }
}

// prints:
// all is quiet
// a sentry walks once
