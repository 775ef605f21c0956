// The body keeps a copy; the caller changes the original as it likes.
var camera = new Camera();
Console.WriteLine(camera.Shoot());

class Camera
{
    public string Shoot()
    {
        var exposure = 10;
        var log = new ConcurrentQueue<string>();
        var given = exposure;
        var shutter = new Thread(() => log.Enqueue($"open for {given}"));
        shutter.Start();
        exposure *= 2;
        log.Enqueue($"next {exposure}");
        shutter.Join();
        return string.Join(", ", log.Order(StringComparer.Ordinal));
    }
}

// prints:
// next 20, open for 10
