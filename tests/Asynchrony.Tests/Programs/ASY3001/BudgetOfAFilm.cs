// no fix
// A task reads what the caller assigns behind its start: whether it is there yet depends on who is faster.
var film = new Film();
Console.WriteLine(await film.Plan(3) >= 0);

class Film
{
    public async Task<int> Plan(int scenes)
    {
        var budget = 0;
        var reporting = Task.Run(() => scenes * 2 + budget);
        [|budget|] = 100;
        return await reporting;
    }
}

// prints:
// True
