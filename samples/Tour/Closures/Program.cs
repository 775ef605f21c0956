using Tour.Closures;

Console.WriteLine("ASY3001: a flag that the body asks for and the caller sets");
StopFlag.Run();

Console.WriteLine("ASY3001: a number that two tasks count");
await TwoClerks.Run();

Console.WriteLine("ASY3001: a variable that the caller goes on to use for something else");
NextTarget.Run();

Console.WriteLine("ASY3002: a for variable in the body of a task");
await LoopVariable.Run();

Console.WriteLine("ASY3002: a variable that the loop counts up, in the body of a thread");
OuterVariable.Run();

Console.WriteLine("a closure that owns its stream");
await Owned.Run();

Console.WriteLine("ASY3003: a closure that borrows a stream of the caller, who closes it first");
await Borrowed.Run();

Console.WriteLine("ASY3004: a sum that all runs of a parallel body update");
WordCount.Run();

Console.WriteLine("ASY3004: sums and maxima of fractions");
Postage.Run();

Console.WriteLine("ASY3004: a sum that a parallel query makes for itself");
Stamps.Run();

Console.WriteLine("ASY3005: collections that all runs of a parallel body change");
try
{
    Signatures.Run();
}
catch (AggregateException problem)
{
    Console.WriteLine($"  {problem.Message}");
}

Console.WriteLine("ASY3504: a count behind an interface that all runs of a parallel body update");
LetterLedger.Run();

Console.WriteLine("ASY3505: a list behind an interface that all runs of a parallel body change");
LetterArchive.Run();

Console.WriteLine("ASY3006: a thread that starts before the fields have their values");
HalfMade.Run();

Console.WriteLine("ASY3007: a parallel body that spends its time under one lock");
OneAtATime.Run();

Console.WriteLine("ASY3007: a parallel body that blocks on a task");
await BlockedPrinters.Run();

Console.WriteLine("ASY3008: bodies that need nothing of their creator");
Postcards.Run();

Console.WriteLine("ASY3009: a factory that opens a file for each thread that comes first");
GuestBooks.Run();

Console.WriteLine("ASY3009: a value that is made for each call and thrown away by most");
Turnstiles.Run();

Console.WriteLine("ASY3010: a count that the handler of an event writes");
FirstTick.Run();
