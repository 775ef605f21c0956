// Two types answer to the interface, and one of them locks: which of them it is, the program does not show here.
IBoard[] boards = [new Wood(), new Glass()];
foreach (var board in boards)
    new Game(board).Play(20);
Console.WriteLine(boards.Length);

interface IBoard
{
    void Score(int points);
}

class Game(IBoard board)
{
    private readonly IBoard board = board;

    public void Play(int rounds) => Parallel.For(0, rounds, round => board.Score(round));
}

class Wood : IBoard
{
    private readonly object chalk = new();
    private int points;

    public void Score(int points)
    {
        lock (chalk)
            this.points += points;
    }
}

class Glass : IBoard
{
    private long points;

    public void Score(int points) => Interlocked.Add(ref this.points, points);
}

// prints:
// 2
