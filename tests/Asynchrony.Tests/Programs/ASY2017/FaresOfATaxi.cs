// no fix
// The meter reports on the pool, and the test asserts there: the event tells that it has come, not that it was right.
using Microsoft.VisualStudio.TestTools.UnitTesting;

class Program
{
    static void Main()
    {
        new TaxiTests().Takes_the_night_fare();
        Console.WriteLine("passed");
    }
}

[TestClass]
class TaxiTests
{
    [TestMethod]
    public void Takes_the_night_fare()
    {
        using var done = new AutoResetEvent(false);
        ThreadPool.QueueUserWorkItem(state =>
        {
            try
            {
                var fare = Fare((int)state!, isNight: true);
                [|Assert.AreEqual|](15, fare);
            }
            finally
            {
                done.Set();
            }
        }, 5);
        done.WaitOne();
    }

    private static int Fare(int kilometres, bool isNight) => kilometres * (isNight ? 3 : 2);
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
// passed
