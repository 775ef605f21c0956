// no fix
// The film is developed in a task, and the counter reads it when the task seems to be over: what the task throws is never seen.
class Program
{
    static async Task Main()
    {
        var camera = new Camera();
        Console.WriteLine(await camera.Develop(24));
    }
}

class Camera
{
    private readonly List<string> pictures = [];

    public async Task<string> Develop(int exposures)
    {
        var bath = Task.Run(() => Bath(exposures));

        while (!bath.IsCompleted)
        {
            await [|Task.Delay|](2);
        }

        return bath.IsFaulted ? "spoilt" : $"{pictures.Count} pictures";
    }

    private void Bath(int exposures)
    {
        for (var exposure = 1; exposure <= exposures; exposure++)
            pictures.Add($"no {exposure}");
    }
}

// prints:
// 24 pictures
