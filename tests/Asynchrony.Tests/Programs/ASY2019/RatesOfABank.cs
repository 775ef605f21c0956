// also ASY1002
// A bank loads today's rates beside its greeting; where the file is missing it goes on with those of yesterday.
class Program
{
    static async Task Main()
    {
        var bank = new Bank();
        try
        {
            await bank.Open(Path.Combine(AppContext.BaseDirectory, "no rates today.csv"));
        }
        catch (FileNotFoundException)
        {
            Console.WriteLine("no rates today");
        }

        Console.WriteLine($"100 EUR are {bank.Convert("USD", 100)} USD");
    }
}

class Bank
{
    private Dictionary<string, decimal> rates = new() { ["USD"] = 1.25m, ["GBP"] = 0.85m };

    public async Task Open(string file)
    {
        await Task.Yield();
        var today = new Dictionary<string, decimal>();
        var loader = [|new Thread|](() =>
        {
            foreach (var line in File.ReadAllLines(file))
            {
                var parts = line.Split(';');
                today[parts[0]] = decimal.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        });
        loader.Name = "rates";
        loader.Start();
        Console.WriteLine("good morning");
        loader.Join();
        rates = today;
    }

    public decimal Convert(string currency, decimal amount) => amount * rates[currency];
}

// prints:
// good morning
// no rates today
// 100 EUR are 125.00 USD
