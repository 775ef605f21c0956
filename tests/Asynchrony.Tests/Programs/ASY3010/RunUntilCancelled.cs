// no fix
// A loop that a key press is to end. Nobody presses it here: the loop ends by its rounds.
var running = true;
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    running = false;
};

var rounds = 0;
while ([|running|] && rounds < 3)
    rounds++;
Console.WriteLine(rounds);

// prints:
// 3
