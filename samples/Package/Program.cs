using System;
using System.Threading;

namespace Sample;

/// <summary>One pitfall a method; the comment names the warning that its line must get.</summary>
internal static class Program
{
    private static void Main()
    {
        Forgotten();
        NothingBeside();
        LateRead();
        LockedType();
    }

    private static void Forgotten()
    {
        var worker = new Thread(() => Console.WriteLine("never printed")); // ASY2001
        worker.Name = "worker";
    }

    private static void NothingBeside()
    {
        var worker = new Thread(() => Console.WriteLine("alone"));
        worker.Start();
        worker.Join(); // ASY2004
    }

    private static void LateRead()
    {
        for (var number = 0; number < 3; number++)
            new Thread(() => Console.WriteLine(number)).Start(); // ASY3002
    }

    private static void LockedType()
    {
        lock (typeof(Program)) // ASY5006
            Console.WriteLine("locked");
    }
}

/// <summary>Two threads in the two methods wait for each other for ever.</summary>
internal sealed class Ledger
{
    private readonly object _accounts = new();
    private readonly object _journal = new();
    private int _balance;

    public void Transfer(int amount)
    {
        lock (_accounts)
        {
            _balance += amount;
            lock (_journal) // ASY5008
                Console.WriteLine(_balance);
        }
    }

    public void Audit()
    {
        lock (_journal)
        {
            lock (_accounts)
                Console.WriteLine(_balance);
        }
    }
}
