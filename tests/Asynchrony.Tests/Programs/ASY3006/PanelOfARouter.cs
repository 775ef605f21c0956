// no fix
// A panel subscribes to a static event while it has no name yet.
var panel = new Panel("east");
Router.Raise(3);
Console.WriteLine(panel.Last);

static class Router
{
    public static event Action<int>? Changed;

    public static void Raise(int routes) => Changed?.Invoke(routes);
}

sealed class Panel
{
    private readonly string name;

    public Panel(string given)
    {
        [|Router.Changed|] += Show;
        name = given;
    }

    public string Last { get; private set; } = "";

    private void Show(int routes) => Last = $"{name}: {routes}";
}

// prints:
// east: 3
