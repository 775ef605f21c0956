// What is printed behind the join tells that the thread has ended, and the second round starts with what the first one found.
var squares = new List<int>();
var sum = 0;

var worker = new Thread(() =>
{
    for (var i = 1; i <= 3; i++)
        squares.Add(i * i);
});
worker.Start();
var cubes = new List<int>();
worker.Join();
Console.WriteLine("squares are done");

var adder = new Thread(() =>
{
    foreach (var square in squares)
        sum += square;
});
adder.Start();
cubes.Add(1);
adder.Join();
for (var i = 2; i <= 3; i++)
    cubes.Add(i * sum);

Console.WriteLine(string.Join(" ", cubes));

// prints:
// squares are done
// 1 28 42
