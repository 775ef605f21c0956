using System.Threading.Channels;
using Tour.Pipelines;

Console.WriteLine("ASY4001: a channel that its only producer does not complete");
await Patiently(OneProducer.Run);

Console.WriteLine("ASY4001: a channel that none of several producers completes");
await Patiently(SeveralProducers.Run);

Console.WriteLine("ASY4002: a channel that stays open where its producer fails");
await Patiently(FailingProducer.Run);

Console.WriteLine("ASY4003: a message that is changed when it is on its way");
await SentAndChanged.Run();

Console.WriteLine("ASY4003: a batch that is cleared when it is on its way");
await SentAndCleared.Run();

Console.WriteLine("ASY4003: one message for all rounds of a loop");
await SentAgain.Run();

Console.WriteLine("ASY4004: a bounded stage that refuses messages, and nobody asks");
await FullStage.Run();

#if REPAIRED
Console.WriteLine("ASY4005: two readers where one is promised");
await TwoReaders.Run();
#else
Console.WriteLine("ASY4005: two readers where one is promised (not run: nobody knows what the channel does then)");
#endif

Console.WriteLine("ASY4006: a consumer loop that asks instead of waiting");
await Patiently(PollingLoop.Run);

Console.WriteLine("ASY4007: a message behind the end");
await Patiently(ClosedTooEarly.Run);

Console.WriteLine("ASY4007: a second end");
await Patiently(ClosedTwice.Run);

Console.WriteLine("ASY4009: a consumer that sees only what is there already");
await Snapshot.Run();

Console.WriteLine("ASY4012: a link that does not pass the end on");
await Patiently(BrokenLink.Run);

Console.WriteLine("ASY4012: a reader that nobody waits for");
await LeftBehind.Run();

Console.WriteLine("ASY4013: frames that are dropped and not given back");
await DroppedFrames.Run();

Console.WriteLine("ASY4014: a consumer loop that fails when the work is done");
await Patiently(ThrownAtTheEnd.Run);

Console.WriteLine("a pipeline as it should be");
await AsItShouldBe.Run();

// Goes on behind a program that fails, and behind a pitfall that waits for ever.
static async Task Patiently(Func<Task> run)
{
    try
    {
#if REPAIRED
        await run();
#else
        await run().WaitAsync(TimeSpan.FromSeconds(2));
#endif
    }
    catch (TimeoutException)
    {
        Console.WriteLine("  ... and waits for ever");
    }
    catch (Exception problem) when (problem is FormatException or ChannelClosedException)
    {
        Console.WriteLine($"  {problem.Message}");
    }
}
