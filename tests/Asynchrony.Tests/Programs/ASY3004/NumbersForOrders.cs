// Orders get their numbers from one counter. The value before the step is what the order takes.
var desk = new OrderDesk();
var orders = Enumerable.Range(0, 50).Select(customer => Task.Run(() => desk.Accept($"customer {customer}"))).ToArray();
await Task.WhenAll(orders);
Console.WriteLine($"{orders.Select(order => order.Result).Distinct().Count()} numbers up to {orders.Max(order => order.Result)}");

var numbers = new int[40];
var next = 100;
Parallel.For(0, numbers.Length, at => numbers[at] = [|next|]++);
Console.WriteLine($"{numbers.Distinct().Count()} numbers from {numbers.Min()} to {numbers.Max()}");

class OrderDesk
{
    private readonly Lock door = new();
    private int last;

    public int Accept(string customer)
    {
        lock (door)
        {
            if (customer.Length == 0)
                throw new ArgumentException(nameof(customer));
            return ++last;
        }
    }
}

// prints:
// 50 numbers up to 50
// 40 numbers from 100 to 139
