// no fix
// A house looks into its letterbox all the time: a queue cannot wait, so another type is needed.
var letterbox = new ConcurrentQueue<string>();
var posting = new Thread(() =>
{
    Thread.Sleep(10);
    letterbox.Enqueue("a bill");
});
posting.Start();

string? letter;
while (![|letterbox.TryDequeue|](out letter))
    Thread.Sleep(1);
posting.Join();
Console.WriteLine(letter);

// prints:
// a bill
