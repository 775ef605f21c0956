// What is there when the time is over will do: the default was set for just that, and the thread writes into a place of its own.
var office = new WeatherOffice();
Console.WriteLine(office.Forecast().Length > 0);

class WeatherOffice
{
    private volatile string forecast = "as yesterday";

    public string Forecast()
    {
        var computing = new Thread(() => forecast = string.Join(' ', Enumerable.Repeat("rain", 3))) { IsBackground = true };
        computing.Start();
        if (!computing.Join(200))
            Console.WriteLine("too slow");
        return forecast;
    }
}

// prints:
// True
