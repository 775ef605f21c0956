// no fix
// The load counts itself in behind a look at its weight, which a rewrite would have to repeat.
class Program
{
    static void Main()
    {
        var harbour = new Harbour();
        harbour.Unload([4, 6]);
        Console.WriteLine("unloading");
    }
}

class Harbour
{
    private readonly CountdownEvent loads = new(1);

    public void Unload(int[] weights)
    {
        foreach (var weight in weights)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                var rest = weight / 2;
                [|loads.AddCount|]();
                while (rest-- > 0)
                    Thread.Sleep(1);
                loads.Signal();
            });
        }
    }

    public void Close()
    {
        loads.Signal();
        loads.Wait();
    }
}
