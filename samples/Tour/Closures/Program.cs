using Tour.Closures;

Console.WriteLine("ASY3002: a for variable in the body of a task");
await LoopVariable.Run();

Console.WriteLine("ASY3002: a variable that the loop counts up, in the body of a thread");
OuterVariable.Run();

Console.WriteLine("a closure that owns its stream");
await Owned.Run();

Console.WriteLine("ASY3003: a closure that borrows a stream of the caller, who closes it first");
await Borrowed.Run();
