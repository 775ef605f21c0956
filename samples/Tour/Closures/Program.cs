using Tour.Closures;

Console.WriteLine("ASY3002: a for variable in the body of a task");
await LoopVariable.Run();

Console.WriteLine("ASY3002: a variable that the loop counts up, in the body of a thread");
OuterVariable.Run();
