// Each request is answered before its client goes on with it: the client may change it then, and keep it for the next question.
var requests = Channel.CreateUnbounded<Request>();
var serving = Task.Run(async () =>
{
    await foreach (var request in requests.Reader.ReadAllAsync())
        request.Answer.SetResult(request.Number * request.Number);
});

var total = 0;
for (var number = 1; number <= 4; number++)
{
    var request = new Request { Number = number };
    await requests.Writer.WriteAsync(request);
    var answer = await request.Answer.Task;
    request.Number = 0;
    total += answer;
}

requests.Writer.Complete();
await serving;
Console.WriteLine(total);

class Request
{
    public int Number { get; set; }

    public TaskCompletionSource<int> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

// prints:
// 30
