// Behind the join stand a few quick lines: to move the wait behind them would win nothing.
var camera = new Camera();
Console.WriteLine(camera.Shoot(exposures: 3));

class Camera
{
    private int light;

    public string Shoot(int exposures)
    {
        var exposing = new Thread(() =>
        {
            for (var exposure = 0; exposure < exposures; exposure++)
                light += 100;
        });
        exposing.Start();
        var name = "frame";
        exposing.Join();
        var number = Math.Max(1, exposures);
        name = $"{name} {number}";
        return $"{name}: {light}";
    }
}

// prints:
// frame 3: 300
