// The lamps go on one after the other on purpose: the loop lets time pass between them.
var street = new Street();
street.Light(lamps: 3);
Console.WriteLine(street.Lit);

class Street
{
    private int lit;

    public int Lit => lit;

    public void Light(int lamps)
    {
        for (var lamp = 0; lamp < lamps; lamp++)
        {
            var relay = new Thread(() => Interlocked.Increment(ref lit));
            relay.Start();
            relay.Join();
            Thread.Sleep(2);
        }
    }
}

// prints:
// 3
