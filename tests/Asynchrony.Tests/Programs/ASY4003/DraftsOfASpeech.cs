// Each draft of a speech is a record of its own: the one that was sent stays as it is.
var drafts = Channel.CreateUnbounded<Draft>();
var reading = Task.Run(async () =>
{
    await foreach (var draft in drafts.Reader.ReadAllAsync())
        Console.WriteLine($"{draft.Number}: {draft.Text}");
});

var current = new Draft(1, "Dear friends");
foreach (var more in new[] { ", welcome", " to the feast" })
{
    await drafts.Writer.WriteAsync(current);
    current = current with { Number = current.Number + 1, Text = current.Text + more };
}

await drafts.Writer.WriteAsync(current);
drafts.Writer.Complete();
await reading;

record Draft(int Number, string Text);

// prints:
// 1: Dear friends
// 2: Dear friends, welcome
// 3: Dear friends, welcome to the feast
