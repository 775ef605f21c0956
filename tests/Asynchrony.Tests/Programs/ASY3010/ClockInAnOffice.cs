// The timer is told to come to the thread of the office, which runs what it is given one by one, and in between it reads.
using System.ComponentModel;

var office = new Office();
Console.WriteLine(office.WorkUntil(ticks: 2));

sealed class Office : ISynchronizeInvoke
{
    private readonly BlockingCollection<(Delegate What, object?[]? With)> inbox = [];

    public bool InvokeRequired => true;

    public string WorkUntil(int ticks)
    {
        var seen = 0;
        using var clock = new System.Timers.Timer(2);
        clock.SynchronizingObject = this;
        clock.Elapsed += (_, _) => seen++;
        clock.Start();

        while (seen < ticks)
            Handle();
        return $"home after {seen}";
    }

    public IAsyncResult BeginInvoke(Delegate method, object?[]? args)
    {
        inbox.Add((method, args));
        return Task.CompletedTask;
    }

    public object? EndInvoke(IAsyncResult result) => null;

    public object? Invoke(Delegate method, object?[]? args) => method.DynamicInvoke(args);

    private void Handle()
    {
        var (what, with) = inbox.Take();
        what.DynamicInvoke(with);
    }
}

// prints:
// home after 2
