// no fix
// The board is known by its interface only; the one type that answers to it adds up points as if one player came at a time.
var quiz = new Quiz(new Board());
quiz.Play(["ada", "bob", "cyd"]);

interface IBoard
{
    void Score(string player, int points);
}

class Quiz(IBoard board)
{
    private readonly IBoard board = board;

    public void Play(string[] players) => Parallel.ForEach(players, player =>
    {
        for (var round = 1; round < 4; round++)
            [|board.Score|](player, round * player.Length);
    });
}

class Board : IBoard
{
    private int points;

    public void Score(string player, int points)
    {
        Console.WriteLine(player);
        this.points += points;
    }
}
