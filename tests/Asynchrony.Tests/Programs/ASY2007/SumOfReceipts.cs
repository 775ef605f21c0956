// The sum is printed whether or not the thread that adds it up was done in time.
class Program
{
    static void Main()
    {
        var till = new Till();
        Console.WriteLine(till.Close([12, 30, 8]));
    }
}

class Till
{
    private int sum;

    public string Close(int[] receipts)
    {
        var adder = new Thread(() =>
        {
            foreach (var receipt in receipts)
            {
                Thread.Sleep(5);
                sum += receipt;
            }
        });
        adder.Start();
        Console.WriteLine($"{receipts.Length} receipts");
        [|adder.Join|](TimeSpan.FromMinutes(1));
        return $"takings: {sum}";
    }
}

// prints:
// 3 receipts
// takings: 50
