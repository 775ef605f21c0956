// also ASY1001
// The board is given up only where the game could not begin; otherwise it belongs to the club until the club closes.
var club = new ChessClub();
club.Begin("anna");
try
{
    club.Begin("");
}
catch (ArgumentException)
{
    Console.WriteLine("refused");
}
club.Dispose();

sealed class ChessClub : IDisposable
{
    private readonly List<(Task Game, Board Board)> games = [];

    public void Begin(string player)
    {
        var board = new Board();
        try
        {
            ArgumentException.ThrowIfNullOrEmpty(player);
            var game = Task.Run(() =>
            {
                for (var move = 0; move < 3; move++)
                    board.Move(player);
            });
            games.Add((game, board));
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var (game, board) in games)
        {
            game.Wait();
            Console.WriteLine(board.Moves);
            board.Dispose();
        }
    }
}

sealed class Board : IDisposable
{
    private readonly MemoryStream moves = new();

    public long Moves => moves.Length;

    public void Move(string player) => moves.WriteByte((byte)player[0]);

    public void Dispose() => moves.Dispose();
}

// prints:
// refused
// 3
