// While the moves are checked, a thread looks the opening up in the book. Two of the three ends of the check leave it looking.
string[] games = ["e4 e5 Nf3 Nc6", "e4 xx Nf3", "d4 d5 c4 resigns e6"];
var book = new OpeningBook();

foreach (var game in games)
    Console.WriteLine(Judge(game.Split(' ')));

string Judge(string[] moves)
{
    var opening = "unknown";
    var lookup = new Thread(LookUp);
    lookup.Start();

    for (var ply = 0; ply < moves.Length; ply++)
    {
        switch (moves[ply])
        {
            case "resigns":
                // Nobody asks for the opening of a game that was given up.
                [|return|] $"{(ply % 2 == 0 ? "White" : "Black")} gave up";
            case var move when !IsMove(move):
                [|return|] $"'{move}' is no move";
        }
    }

    lookup.Join();
    return $"{moves.Length} moves, {opening}";

    void LookUp()
    {
        foreach (var (line, name) in book.Lines)
            if (moves.Take(line.Length).SequenceEqual(line))
                opening = name;
    }
}

static bool IsMove(string text) => text.Length is 2 or 3 && char.IsDigit(text[^1]);

class OpeningBook
{
    public IReadOnlyList<(string[] Line, string Name)> Lines { get; } =
    [
        (["e4", "e5"], "Open Game"),
        (["e4", "e5", "Nf3", "Nc6"], "King's Knight"),
        (["d4", "d5", "c4"], "Queen's Gambit"),
    ];
}

// prints:
// 4 moves, King's Knight
// 'xx' is no move
// Black gave up
