// An AutoResetEvent with a limit in milliseconds; the answer that is shown may not be there.
var oracle = new Oracle();
Console.WriteLine(oracle.Ask("why?"));

class Oracle
{
    private readonly AutoResetEvent spoken = new(false);
    private string answer = "";

    public string Ask(string question)
    {
        ThreadPool.QueueUserWorkItem(_ =>
        {
            answer = question.Length > 3 ? "because" : "no";
            spoken.Set();
        });
        [|spoken.WaitOne|](20_000);
        return $"{question} {answer}";
    }
}

// prints:
// why? because
