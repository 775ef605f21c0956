// The thread is there for its stack: recursion this deep does not fit the one of Main.
var sum = 0L;
var deep = new Thread(() => sum = Sum(200_000), maxStackSize: 256 * 1024 * 1024);
deep.Start();
deep.Join();
Console.WriteLine(sum);

static long Sum(int n) => n == 0 ? 0 : n + Sum(n - 1);

// prints:
// 20000100000
