// no fix
// The missing name is thrown in the middle of an expression, where no join can stand.
var gateway = new Gateway();
Console.WriteLine(gateway.Open(new Dictionary<string, string> { ["name"] = "north" }));

class Gateway
{
    private int routes;

    public string Open(Dictionary<string, string> config)
    {
        var loading = new Thread(() =>
        {
            foreach (var (_, value) in config)
                routes += value.Length;
        });
        loading.Start();
        var name = config.GetValueOrDefault("name") ?? [|throw|] new KeyNotFoundException("name");
        Console.WriteLine(name);
        loading.Join();
        return $"{routes} routes";
    }
}

// prints:
// north
// 5 routes
