// What follows does not read what the thread writes, but it writes what the thread reads.
var exchange = new Exchange([1.0, 2.0, 4.0]);
Console.WriteLine(exchange.CloseDay(factor: 2));
Console.WriteLine(exchange.CloseDay(factor: 1));

class Exchange(double[] rates)
{
    private int turnover;

    public int CloseDay(int factor)
    {
        var bill = new Thread(() =>
        {
            foreach (var rate in rates)
                turnover += (int)rate;
        });
        bill.Start();
        var day = factor;
        bill.Join();

        for (var i = 0; i < rates.Length; i++)
            rates[i] *= day;

        return turnover;
    }
}

// prints:
// 7
// 21
