// A buffer goes back to its pool once: by the work item that has it, or by the caller where none was started.
using System.Buffers;
using System.Text;

var office = new PostOffice();
Console.WriteLine(office.Send("to the lighthouse"));
Console.WriteLine(office.Send(""));
Console.WriteLine(office.Send("to the sea"));
Console.WriteLine(office.Close());

sealed class PostOffice
{
    private readonly ArrayPool<byte> bags = ArrayPool<byte>.Shared;
    private readonly CountdownEvent pending = new(1);
    private int weight;

    public bool Send(string letter)
    {
        var bag = bags.Rent(64);
        var size = Encoding.UTF8.GetBytes(letter, bag);
        if (size == 0)
        {
            bags.Return(bag);
            return false;
        }

        pending.AddCount();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                Interlocked.Add(ref weight, bag.Take(size).Count(letter => letter != ' '));
            }
            finally
            {
                bags.Return(bag, clearArray: true);
                pending.Signal();
            }
        });
        return true;
    }

    public int Close()
    {
        pending.Signal();
        pending.Wait();
        return weight;
    }
}

// prints:
// True
// False
// True
// 23
