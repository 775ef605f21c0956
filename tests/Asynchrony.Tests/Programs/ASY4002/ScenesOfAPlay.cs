// The scenes of a play are played until one fails; the audience is told why it goes home.
var play = new Play(["ball", "duel", "storm"]);
try
{
    await foreach (var scene in play.Begin().ReadAllAsync())
        Console.WriteLine(scene);
}
catch (InvalidOperationException problem)
{
    Console.WriteLine(problem.Message);
}

class Play(string[] scenes)
{
    public ChannelReader<string> Begin()
    {
        var played = Channel.CreateUnbounded<string>();
        _ = Task.Run(async () =>
        {
            try
            {
                foreach (var scene in scenes)
                    await played.Writer.WriteAsync(Perform(scene));
                played.Writer.Complete();
            }
            catch (Exception problem)
            {
                played.Writer.Complete(problem);
            }
        });
        return played.Reader;
    }

    private static string Perform(string scene) => scene == "storm" ? throw new InvalidOperationException("the lights went out") : $"the {scene}";
}

// prints:
// the ball
// the duel
// the lights went out
