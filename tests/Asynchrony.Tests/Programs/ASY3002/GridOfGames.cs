// A nested loop gives each thread its board; the outer variable is copied, the inner one was forgotten.
var hall = new Hall(rows: 2, columns: 3);
hall.PlayAll();
Console.WriteLine(hall.Results());

class Hall(int rows, int columns)
{
    private readonly string[,] results = new string[rows, columns];

    public void PlayAll()
    {
        var games = new Thread[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var table = row;
            int column = 0;
            while (column < columns)
            {
                games[table * columns + column] = new Thread(() =>
                {
                    var seat = [|column|];
                    results[table, seat] = Play(table, seat);
                });
                games[table * columns + column].Start();
                column++;
            }
        }

        foreach (var game in games)
            game.Join();
    }

    public string Results()
    {
        var lines = new List<string>();
        for (var row = 0; row < rows; row++)
        {
            var line = "";
            for (var column = 0; column < columns; column++)
                line += results[row, column];
            lines.Add(line);
        }
        return string.Join("/", lines);
    }

    private static string Play(int table, int seat) => ((table + 1) * (seat + 2) % 4) switch
    {
        0 => "=",
        1 => "w",
        _ => "b",
    };
}

// prints:
// bb=/=b=
