// The parrot is listened to in an async lambda that the test keeps and never awaits: it passes before the parrot has said a word.
using Xunit;

class Program
{
    static async Task Main()
    {
        try
        {
            await new ParrotTests().Says_what_it_learnt();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"failed: {failure.Message}");
        }
    }
}

class ParrotTests
{
    [Fact]
    public async Task Says_what_it_learnt()
    {
        var parrot = new Parrot();
        await parrot.Teach("hello");
        var listening = Task.Run(async () =>
        {
            var said = await parrot.Speak();
            [|Assert.Equal|]("hello", said);
        });
        Console.WriteLine("listening"); // to the parrot
    }
}

class Parrot
{
    private string word = "";

    public Task Teach(string what)
    {
        word = what.Remove(what.Length - 1);
        return Task.CompletedTask;
    }

    public async Task<string> Speak()
    {
        await Task.Delay(5);
        return word;
    }
}

namespace Xunit
{
    class FactAttribute : Attribute { }

    static class Assert
    {
        public static void Equal<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{actual} instead of {expected}");
        }

        public static void True(bool condition)
        {
            if (!condition)
                throw new InvalidOperationException("not true");
        }
    }
}

// prints:
// listening
// failed: hell instead of hello
