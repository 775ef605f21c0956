// A quiz asks until its token says stop; when the questions end before, the loop throws instead.
using var stop = new CancellationTokenSource();
var quiz = new Quiz();
var asking = quiz.Ask(stop.Token);
quiz.Add("7 + 5");
quiz.Add("3 * 4");
quiz.End();
await asking;
Console.WriteLine("that was all");

class Quiz
{
    private readonly Channel<string> questions = Channel.CreateUnbounded<string>();

    public void Add(string question) => questions.Writer.TryWrite(question);

    public void End() => questions.Writer.TryComplete();

    public async Task Ask(CancellationToken token)
    {
        while (true)
        {
            var question = await [|questions.Reader.ReadAsync|](token).ConfigureAwait(false);
            Console.WriteLine($"{question}?");
        }
    }
}

// prints:
// 7 + 5?
// 3 * 4?
// that was all
