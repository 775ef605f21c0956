using Tour.Threads;

Console.WriteLine("ASY2001: a thread that nobody starts");
try
{
    NeverStarted.Run();
}
catch (ThreadStateException problem)
{
    Console.WriteLine($"  {problem.Message}");
}

Console.WriteLine("ASY2004: a join that leaves the caller no time to work");
JoinedAtOnce.Run();

Console.WriteLine("ASY2004: a thread where a call would do");
JoinedForNothing.Run();

Console.WriteLine("ASY2004: a join in an async method");
await JoinedInAsync.Run();

Console.WriteLine("a join at the end, where it belongs");
JoinedAtTheEnd.Run();

Console.WriteLine("ASY2005: a join in the middle");
JoinedInTheMiddle.Run();
