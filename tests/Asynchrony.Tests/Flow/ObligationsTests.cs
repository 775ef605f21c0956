using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Tests.Flow;

/// <summary>The states of paths, on functions written by hand: the solver needs no compiler.</summary>
public sealed class ObligationsTests
{
    [Fact]
    public void What_is_opened_and_closed_is_not_open_at_the_end() => Assert.Equal("[]", AtEnd("""
        0: open a -> 1
        1: close a -> end
        """));

    [Fact]
    public void A_branch_that_forgets_to_close_is_a_path_of_its_own() => Assert.Equal("[] | [a]", AtEnd("""
        0: open a -> 1 -> 2
        1: close a -> end
        2: -> end
        """));

    [Fact]
    public void Each_opening_counts() => Assert.Equal("[a]", AtEnd("""
        0: open a; open a; close a -> end
        """));

    [Fact]
    public void A_loop_that_opens_comes_to_an_end() => Assert.Equal("[] | [a, a] | [a]", AtEnd("""
        0: -> 1
        1: -> 2 -> 3
        2: open a -> 1
        3: -> end
        """));

    [Fact]
    public void A_flag_keeps_its_path_apart() => Assert.Equal("[]", AtEnd("""
        0: assign f = false -> 1 -> 2
        1: open a; assign f = true -> 2
        2: -> 3 if f -> 4 if !f
        3: close a -> 4
        4: -> end
        """));

    [Fact]
    public void A_flag_that_anything_may_be_put_into_is_forgotten() => Assert.Equal("[] | [a]", AtEnd("""
        0: open a; assign f = true; assign f = ? -> 1
        1: -> 2 if f -> 3 if !f
        2: close a -> 3
        3: -> end
        """));

    [Fact]
    public void A_condition_asked_twice_goes_the_same_way() => Assert.Equal("[]", AtEnd("""
        0: -> 1 if f -> 2 if !f
        1: open a -> 2
        2: -> 3 if f -> 4 if !f
        3: close a -> 4
        4: -> end
        """));

    [Fact]
    public void The_outcome_of_trying_decides_the_branch() => Assert.Equal("[] | [a]", AtEnd("""
        0: tryopen a t -> 1 if t -> 2 if !t
        1: -> end
        2: -> end
        """));

    [Fact]
    public void The_outcome_moves_through_a_variable() => Assert.Equal("[]", AtEnd("""
        0: tryopen a t; assign ok = !t -> 1 if ok -> 2 if !ok
        1: -> end
        2: close a -> end
        """));

    [Fact]
    public void An_exception_leaves_with_what_is_open_then() => Assert.Equal("[a, thrown] | [thrown]", AtThrow("""
        0: maythrow; open a; maythrow; close a !> thrown -> end
        """));

    [Fact]
    public void What_cannot_throw_does_not_leave() => Assert.Equal("", AtThrow("""
        0: open a; close a !> thrown -> end
        """));

    [Fact]
    public void What_the_caller_opened_is_lent_and_given_back() => Assert.Equal("[]", AtEnd("""
        0: close a; open a -> end
        """));

    [Fact]
    public void What_the_caller_opened_and_we_closed_is_remembered() => Assert.Equal("[-a]", AtEnd("""
        0: close a -> end
        """));

    [Fact]
    public void Asking_for_a_held_thing_follows_its_state() => Assert.Equal("[]", AtEnd("""
        0: open a -> 1 if held a -> 2 if !held a
        1: close a -> end
        2: open b -> end
        """));

    [Fact]
    public void Too_many_paths_are_not_judged()
    {
        var lines = Enumerable.Range(0, 8).Select(number => $"{3 * number}: -> {3 * number + 1} if f{number} -> {3 * number + 2} if !f{number}\n{3 * number + 1}: open a{number} -> {3 * number + 2}\n{3 * number + 2}: -> {3 * number + 3}");
        var asked = string.Join("\n", Enumerable.Range(0, 8).Select(number => $"{24 + number}: -> {25 + number} if f{number} -> {25 + number} if !f{number}"));
        Assert.Null(Obligations.Of(HandWritten.Parse(string.Join("\n", lines) + "\n" + asked + "\n32: -> end"), default));
    }

    [Fact]
    public void Cancellation_is_answered()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Obligations.Of(HandWritten.Parse("0: open a -> end"), cancelled.Token));
    }

    [Fact]
    public void Events_are_shown_with_the_states_before_them()
    {
        var seen = new List<string>();
        Obligations.Of(HandWritten.Parse("""
            0: open a; suspend -> 1
            1: close a; suspend -> end
            """), default)!.Replay((step, states) => seen.Add($"{step} {states}"));
        Assert.Equal(["open a lock []", "suspend [a]", "close a lock [a]", "suspend []"], seen);
    }

    private static string AtEnd(string ir) => Obligations.Of(HandWritten.Parse(ir), default)!.AtEnd.ToString();

    private static string AtThrow(string ir) => Obligations.Of(HandWritten.Parse(ir), default)!.AtThrow.ToString();
}
