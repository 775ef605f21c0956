#if REPAIRED
Console.WriteLine("ASY2014: a thread that never ends");
new Tour.Service.NeverEnding().Add("the process ends all the same");
#else
Console.WriteLine("ASY2014: a thread that never ends (not run: the process would not end either)");
#endif
