// Whoever hears of the progress is told in the order of the steps. What a handler does cannot be seen from here.
var wizard = new Wizard("unpack", "copy", "register");
var done = 0;
wizard.Progressed += (step, part) => Console.WriteLine($"{++done}: {step} {part} %");
wizard.Run();

class Wizard
{
    private readonly string[] steps;

    public Wizard(params string[] steps) => this.steps = steps;

    public event Action<string, int>? Progressed;

    public void Run()
    {
        foreach (var step in steps)
        {
            var worker = new Thread(() =>
            {
                for (var part = 50; part <= 100; part += 50)
                    Progressed?.Invoke(step, part);
            });
            worker.Start();
            worker.Join();
        }
    }
}

// prints:
// 1: unpack 50 %
// 2: unpack 100 %
// 3: copy 50 %
// 4: copy 100 %
// 5: register 50 %
// 6: register 100 %
