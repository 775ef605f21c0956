namespace Asynchrony.Tests.Flow;

/// <summary>The question itself, apart from the rules that ask it.</summary>
public sealed class TaskCompletionTests
{
    [Theory]
    [InlineData("await task; Here();")]
    [InlineData("await Task.WhenAll(task, other); Here();")]
    [InlineData("task.Wait(); Here();")]
    [InlineData("Task.WaitAll(other, task); Here();")]
    [InlineData("if (task.IsCompleted) Here();")]
    [InlineData("if (!task.IsCompleted) return; Here();")]
    [InlineData("if (go) await task; else task.GetAwaiter().GetResult(); Here();")]
    [InlineData("if (await Task.WhenAny(task, other) == task) Here();")]
    [InlineData("task = Task.FromResult(1); Here();")]
    [InlineData("await task; other = Load(); Here();")]
    [InlineData("while (go) await task; await task; Here();")]
    [InlineData("try { await task; } finally { Here(); }")]
    [InlineData("await task.ContinueWith(ended => Here());")]
    [InlineData("await task; Action later = () => Here(); later();")]
    [InlineData("await task; Inner(); void Inner() => Here();")]
    public async Task A_task_is_complete(string body) => Assert.True(await Flows.IsCompleteHere(body));

    [Theory]
    [InlineData("Here();")]
    [InlineData("Here(); await task;")]
    [InlineData("await other; Here();")]
    [InlineData("await Task.WhenAny(task, other); Here();")]
    [InlineData("task.Wait(10); Here();")]
    [InlineData("if (!task.IsCompleted) Here();")]
    [InlineData("if (go) await task; Here();")]
    [InlineData("while (go) await task; Here();")]
    [InlineData("await task; task = Load(); Here();")]
    [InlineData("try { Load(); await task; } finally { Here(); }")]
    [InlineData("Inner(); await task; Inner(); void Inner() => Here();")]
    [InlineData("Action later = () => Here(); await task; later();")]
    public async Task A_task_may_still_run(string body) => Assert.False(await Flows.IsCompleteHere(body));
}
