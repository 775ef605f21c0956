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

Console.WriteLine("ASY2003: a return that leaves the thread behind");
JoinedOnOnePath.Run();

Console.WriteLine("ASY2003: an exception that leaves the thread behind");
ThrownOnTheWay.Run();

Console.WriteLine("ASY2006: threads of a loop, one at a time");
JoinedInTheLoop.Run();

Console.WriteLine("ASY2007: a limit, and nobody who asks whether it is over");
LimitForgotten.Run();

Console.WriteLine("ASY2008: a second start");
try
{
    StartedTwice.Run();
}
catch (ThreadStateException problem)
{
    Console.WriteLine($"  {problem.Message}");
}

Console.WriteLine("ASY2009: an async body with a thread of its own");
await AsyncLongRunning.Run();

Console.WriteLine("ASY2010: a result that is read too early");
ReadTooEarly.Run();

#if REPAIRED
Console.WriteLine("ASY2011: a join under the lock that the thread needs");
var line = new JoinedUnderLock();
line.Begin();
line.Stop();
Console.WriteLine("ASY2511: a join under the lock that another type needs");
var office = new JoinedUnderOfficeLock();
office.Begin();
office.Stop();
#else
Console.WriteLine("ASY2011: a join under the lock that the thread needs (not run: it would wait for ever)");
Console.WriteLine("ASY2511: a join under the lock that another type needs (not run: it may wait for ever)");
#endif

#if REPAIRED
Console.WriteLine("ASY2012: a type initializer that waits for who needs the type");
WaitedForItself.Run();
Console.WriteLine("ASY2512: a type initializer that waits for who needs the type through another one");
WaitedForThroughAnother.Run();
#else
Console.WriteLine("ASY2012: a type initializer that waits for who needs the type (not run: it would wait for ever)");
Console.WriteLine("ASY2512: a type initializer that waits for who needs the type through another one (not run: it would wait for ever)");
#endif

Console.WriteLine("ASY2013: a timer that nothing refers to");
await TimerForgotten.Run();

Console.WriteLine("ASY2013: a tick that comes after the end");
TickAfterClose.Run();
await TickAfterCloseAsync.Run();

Console.WriteLine("ASY2015: a sleep where a join belongs");
SleptUntilDone.Run();

Console.WriteLine("ASY2016: work that counts itself in");
CountedTooLate.Run();

Console.WriteLine("ASY2017: an assertion that the test does not see");
await new AssertedElsewhere().Queue_is_filled();

Console.WriteLine("ASY2018: a value that one thread has");
MadeForOneThread.Run();

Console.WriteLine("ASY2019: an exception that nobody catches");
CaughtNowhere.Run();
