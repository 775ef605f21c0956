// A sphinx tells a number of riddles, and counts them: the loop never comes to the end of the channel.
var riddles = Channel.CreateUnbounded<string>();
foreach (var riddle in new[] { "legs", "time", "nothing" })
    riddles.Writer.TryWrite(riddle);
riddles.Writer.Complete();

for (var number = 1; number <= 3; number++)
    Console.WriteLine($"{number}. {await riddles.Reader.ReadAsync()}");

// prints:
// 1. legs
// 2. time
// 3. nothing
