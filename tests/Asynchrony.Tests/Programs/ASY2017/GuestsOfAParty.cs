// no fix
// For each guest a task is started that checks the invitation, and none of them is kept.
using NUnit.Framework;

class Program
{
    static async Task Main()
    {
        await new PartyTests().Lets_all_guests_in();
        Console.WriteLine("passed");
    }
}

class PartyTests
{
    private static readonly string[] Invited = ["Lea", "Max"];

    [Test]
    public async Task Lets_all_guests_in()
    {
        foreach (var guest in Invited)
            _ = Task.Factory.StartNew(() => [|Assert.That|](Invited.Contains(guest), $"{guest} is not invited"));

        await Task.Delay(10);
    }
}

namespace NUnit.Framework
{
    class TestAttribute : Attribute { }

    static class Assert
    {
        public static void That(bool condition, string message)
        {
            if (!condition)
                throw new InvalidOperationException(message);
        }
    }
}

// prints:
// passed
