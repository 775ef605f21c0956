// Whoever wants to hear hands in a listener. The bell tower calls it in a timer, whose only handler knows of being stopped and of nothing else.
class Program
{
    static void Main()
    {
        var tower = new BellTower();
        tower.Ring(hour => Console.WriteLine($"it is {12 / (hour - 7)}"), 7);
        tower.Rung.Wait();
        tower.Stop();
        Console.WriteLine(tower.Heard);
    }
}

class BellTower
{
    private volatile string heard = "nothing";
    private Timer? bell;

    public ManualResetEventSlim Rung { get; } = new();

    public string Heard => heard;

    public void Ring(Action<int> listener, int hour)
    {
        bell = [|new Timer|](_ =>
        {
            try
            {
                listener(hour);
            }
            catch (OperationCanceledException)
            {
                Rung.Set();
            }
        }, null, 1, Timeout.Infinite);
    }

    public void Stop()
    {
        try
        {
            bell?.Change(Timeout.Infinite, Timeout.Infinite);
        }
        catch (Exception trouble)
        {
            Tell(trouble);
        }
    }

    private void Tell(Exception trouble)
    {
        heard = trouble.GetType().Name;
        Rung.Set();
    }
}

// prints:
// DivideByZeroException
