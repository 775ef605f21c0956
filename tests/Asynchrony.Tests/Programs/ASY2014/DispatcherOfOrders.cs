// window application
// The dispatcher is disposed of: it completes its queue, the loop over the queue ends, and the threads are joined.
using var log = new StringWriter();

using (var dispatcher = new Dispatcher(log, lanes: 3))
    for (var order = 1; order <= 12; order++)
        dispatcher.Send(new Order(order, Express: order % 4 == 0));

Console.Write(log);

readonly record struct Order(int Number, bool Express);

sealed class Dispatcher : IDisposable
{
    private readonly BlockingCollection<Order> orders = [];
    private readonly List<Thread> lanes = [];
    private readonly TextWriter log;
    private int sent;
    private int express;

    public Dispatcher(TextWriter log, int lanes)
    {
        this.log = log;
        for (var lane = 0; lane < lanes; lane++)
        {
            var thread = new Thread(Serve) { IsBackground = lane == 0 };
            this.lanes.Add(thread);
            thread.Start(lane);
        }
    }

    public void Send(Order order) => orders.Add(order);

    public void Dispose()
    {
        orders.CompleteAdding();
        foreach (var lane in lanes)
            lane.Join();
        log.WriteLine($"{sent} sent, {express} of them express");
        orders.Dispose();
    }

    private void Serve(object? lane)
    {
        foreach (var order in orders.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref sent);
            if (order.Express)
                Interlocked.Increment(ref express);
        }

        if (lane is 0)
            Console.WriteLine("the first lane is closed");
    }
}

// prints:
// the first lane is closed
// 12 sent, 3 of them express
