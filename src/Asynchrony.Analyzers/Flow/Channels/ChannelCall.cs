using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>What some code does to a channel.</summary>
internal enum ChannelAct
{
    /// <summary>Hands a message over.</summary>
    Send,

    /// <summary>Gets a message.</summary>
    Receive,

    /// <summary>Gets one message after the other until the channel is completed.</summary>
    ReceiveAll,

    /// <summary>Waits until there is a message.</summary>
    WaitForMore,

    /// <summary>Waits until there is room for a message.</summary>
    WaitForRoom,

    /// <summary>Says that no more messages will come.</summary>
    Complete,

    /// <summary>Asks for the task that is complete when no more will come.</summary>
    End,

    /// <summary>Asks whether no more will come.</summary>
    AskIfOver,

    /// <summary>Sends on to another block what comes out of it.</summary>
    Link,

    /// <summary>Is sent what comes out of another block.</summary>
    Linked,

    /// <summary>Goes through what is there now.</summary>
    TakeNow,

    /// <summary>Gives it up.</summary>
    Dispose,

    /// <summary>Asks for something that changes nothing.</summary>
    Look,
}

/// <summary>One member of a channel, or of an end of it, in use: called, read, or named as a delegate.</summary>
internal sealed class ChannelCall
{
    private readonly ImmutableArray<string> words;

    private ChannelCall(IOperation at, IOperation channel, ChannelAct act, ImmutableArray<string> words)
    {
        At = at;
        Channel = channel;
        Act = act;
        this.words = words;
    }

    /// <summary>The call, the property, the method that is named; of a loop over the channel itself, what it goes through.</summary>
    public IOperation At { get; }

    /// <summary>The expression that stands for the channel or its end.</summary>
    public IOperation Channel { get; }

    public ChannelAct Act { get; }

    /// <summary>True for what tells whether it did.</summary>
    public bool Tries => words.Contains("tries");

    /// <summary>True for what keeps its thread.</summary>
    public bool Waits => words.Contains("waits");

    /// <summary>True for what returns a task.</summary>
    public bool Awaits => words.Contains("awaits");

    /// <summary>True for what throws once the channel is complete.</summary>
    public bool ThrowsAtEnd => words.Contains("throws");

    /// <summary>The lambda or local function it stands in; null in the code of the member itself.</summary>
    public IOperation? Function => At.EnclosingFunction();

    public ImmutableArray<IArgumentOperation> Arguments => (At as IInvocationOperation)?.Arguments ?? ImmutableArray<IArgumentOperation>.Empty;

    /// <summary>The message that is sent; null where it cannot be told.</summary>
    public IOperation? Message => Act == ChannelAct.Send && Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "item" && argument.Value.Unwrapped() != Channel) is { } sent ? sent.Value : null;

    /// <summary>What the operation is to the channel that it is a member of; null where it is none.</summary>
    public static ChannelCall? Of(IOperation operation, Table channels) => operation switch
    {
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } => Of(operation, instance, channels.Find(method, instance.Type)),
        IInvocationOperation { TargetMethod: { IsExtensionMethod: true } method, Arguments: [var first, ..] } => Of(operation, first.Value, channels.Find(method)),
        IPropertyReferenceOperation { Instance: { } instance, Property: var property } => Of(operation, instance, channels.Find(property, instance.Type)),
        IMethodReferenceOperation { Instance: { } instance, Method: var method } => Of(operation, instance, channels.Find(method, instance.Type)),
        _ => null,
    };

    /// <summary>A loop over the channel itself, or a link that leads to it.</summary>
    public static ChannelCall Of(IOperation at, IOperation channel, ChannelAct act) => new(at, channel, act, ImmutableArray<string>.Empty);

    private static ChannelCall? Of(IOperation at, IOperation instance, ImmutableArray<string> words) => !words.IsEmpty && ActOf(words[0]) is { } act ? new ChannelCall(at, Receiver(instance), act, words) : null;

    private static IOperation Receiver(IOperation instance) => instance.Unwrapped() is IConditionalAccessInstanceOperation tested ? tested.Accessed()?.Unwrapped() ?? tested : instance.Unwrapped();

    private static ChannelAct? ActOf(string word) => word switch
    {
        "send" => ChannelAct.Send,
        "receive" => ChannelAct.Receive,
        "all" => ChannelAct.ReceiveAll,
        "more" => ChannelAct.WaitForMore,
        "room" => ChannelAct.WaitForRoom,
        "complete" => ChannelAct.Complete,
        "end" => ChannelAct.End,
        "over" => ChannelAct.AskIfOver,
        "link" => ChannelAct.Link,
        "now" => ChannelAct.TakeNow,
        "dispose" => ChannelAct.Dispose,
        "look" => ChannelAct.Look,
        _ => null,
    };
}
