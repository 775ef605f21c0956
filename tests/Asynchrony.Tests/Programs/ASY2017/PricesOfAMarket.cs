// What looks like a task of its own is a call that runs its lambda here, before it returns.
using Microsoft.VisualStudio.TestTools.UnitTesting;

class Program
{
    static void Main()
    {
        try
        {
            new MarketTests().Sells();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

[TestClass]
class MarketTests
{
    [TestMethod]
    public void Sells()
    {
        var stall = new Stall();
        var bell = new Thread(stall.Close);
        stall.Run(() => Assert.AreEqual(3, stall.Price("pear")));
        bell.Start();
        bell.Join();
        Assert.AreEqual(0, stall.Price("pear"));
    }
}

class Stall
{
    private readonly Dictionary<string, int> prices = new() { ["pear"] = 3 };

    public void Run(Action sale) => sale();

    public int Price(string fruit) => prices.GetValueOrDefault(fruit);

    public void Close() => prices["pear"] = 1;
}

namespace Microsoft.VisualStudio.TestTools.UnitTesting
{
    class TestClassAttribute : Attribute { }

    class TestMethodAttribute : Attribute { }

    static class Assert
    {
        public static void AreEqual<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{actual} instead of {expected}");
        }
    }
}

// prints:
// 1 instead of 0
