// no fix
// A display subscribes to a static event before it has its format.
var clock = new Display("HH:mm");
Clock.Raise(new DateTime(2026, 1, 2, 3, 4, 5));
Console.WriteLine(clock.Text);

static class Clock
{
    public static event Action<DateTime>? Ticked;

    public static void Raise(DateTime now) => Ticked?.Invoke(now);
}

sealed class Display
{
    private readonly string format;

    public Display(string format)
    {
        [|Clock.Ticked|] += now => Text = now.ToString(this.format, System.Globalization.CultureInfo.InvariantCulture);
        this.format = format;
    }

    public string Text { get; private set; } = "";
}

// prints:
// 03:04
