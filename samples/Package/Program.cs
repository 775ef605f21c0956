using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

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

/// <summary>What the SDK has rules for as well: where both could warn, ours do.</summary>
internal static class Journal
{
    public static async Task Print()
    {
        await Task.Yield();
        Console.WriteLine(File.ReadAllText("journal")); // ASY1003
        var lines = Count();
        Console.WriteLine(await lines);
        Console.WriteLine(await lines); // ASY1017
        await Save();
    }

    public static Task Read(string name)
    {
        using var file = File.OpenRead(name);
        return Print(file); // ASY1014
    }

    private static async Task Print(Stream stream)
    {
        var buffer = new byte[10];
        Console.WriteLine(await stream.ReadAsync(buffer));
    }

    private static async Task Save() => await File.WriteAllTextAsync("journal", "saved");

    private static async ValueTask<int> Count() => (await File.ReadAllLinesAsync("journal")).Length;
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

internal static class Dice
{
    [ThreadStatic]
    private static Random s_random = new(); // ASY2018

    public static int Throw() => s_random.Next(6) + 1;
}
