Console.WriteLine("ASY2014: a thread that never ends (not run: the process would not end either)");
