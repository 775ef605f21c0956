// A fountain is emptied in the evening: the loop takes what is there and ends.
var coins = new ConcurrentBag<int>();
Parallel.For(1, 11, coin => coins.Add(coin));
var sum = 0;
while (coins.TryTake(out var coin))
    sum += coin;
Console.WriteLine($"{sum} cents");

// prints:
// 55 cents
