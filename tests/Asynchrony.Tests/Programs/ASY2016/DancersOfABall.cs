// A dancer takes part in the barrier when he comes, and the orchestra may have gone on by then.
var ball = new Ball();
Console.WriteLine(ball.Dance(2));

class Ball
{
    private readonly Barrier dance = new(1);
    private int dancers;

    public string Dance(int guests)
    {
        for (var guest = 0; guest < guests; guest++)
        {
            var thread = new Thread(() =>
            {
                [|dance.AddParticipant|]();
                Interlocked.Increment(ref dancers);
                dance.SignalAndWait();
                dance.RemoveParticipant();
            })
            { IsBackground = true };
            thread.Start();
        }

        dance.SignalAndWait();
        return $"{Volatile.Read(ref dancers)} dance";
    }
}

// prints:
// 2 dance
