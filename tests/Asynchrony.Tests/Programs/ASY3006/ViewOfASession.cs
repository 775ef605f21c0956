// The handler of an event of the object itself: nobody raises it before the constructor has ended.
var session = new Session("Ann");
session.Enter();
Console.WriteLine(session.Greeting);

sealed class Session
{
    private readonly string user;

    public Session(string user)
    {
        Entered += () => Greeting = $"welcome {this.user}";
        this.user = user;
    }

    public event Action? Entered;

    public string Greeting { get; private set; } = "";

    public void Enter() => Entered?.Invoke();
}

// prints:
// welcome Ann
