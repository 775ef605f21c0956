// A witness who is asked too late says so: the handler expects that the channel is closed.
var words = Channel.CreateUnbounded<string>();
await words.Writer.WriteAsync("I saw it");
words.Writer.Complete();
try
{
    await words.Writer.WriteAsync("or did I?");
}
catch (ChannelClosedException)
{
    Console.WriteLine("the court has heard enough");
}

await foreach (var word in words.Reader.ReadAllAsync())
    Console.WriteLine(word);

// prints:
// the court has heard enough
// I saw it
