// window application
// no fix
// The exam is disposed of, its clock ticks on. It is a background thread already, so only an end of its own would help.
class Program
{
    static void Main()
    {
        using (var exam = new Exam(["2 + 2", "3 * 3"]))
        {
            exam.Answer("2 + 2", 4);
            exam.Answer("3 * 3", 6);
            exam.WaitForTicks(3);
            Console.WriteLine(exam.Result());
        }

        Console.WriteLine("pens down");
    }
}

sealed class Exam : IDisposable
{
    private readonly Dictionary<string, int?> answers;
    private readonly SemaphoreSlim ticks = new(0);
    private readonly StringWriter protocol = new();
    private readonly Thread clock;

    public Exam(string[] questions)
    {
        answers = questions.ToDictionary(question => question, _ => (int?)null);
        clock = [|new Thread|](Tick);
        clock.IsBackground = true;
        clock.Start();
    }

    public void Answer(string question, int answer)
    {
        answers[question] = answer;
        protocol.WriteLine($"{question} = {answer}");
    }

    public void WaitForTicks(int count)
    {
        while (count-- > 0)
            ticks.Wait();
    }

    public string Result()
    {
        var right = answers.Count(answered => answered switch
        {
            { Key: "2 + 2", Value: 4 } or { Key: "3 * 3", Value: 9 } => true,
            _ => false,
        });
        return $"{right} of {answers.Count} right";
    }

    public void Dispose() => protocol.Dispose();

    private void Tick()
    {
        while (true)
        {
            Thread.Sleep(1);
            ticks.Release();
        }
    }
}

// prints:
// 1 of 2 right
// pens down
