// Stories are edited and set by two blocks. Whoever waits for the last one waits in vain: the link keeps the end to itself.
using System.Threading.Tasks.Dataflow;

var newspaper = new Newspaper();
Console.WriteLine(await newspaper.Print("storm", "strike", "sale"));

class Newspaper
{
    private readonly TransformBlock<string, string> edit = new(story => story.ToUpperInvariant());
    private readonly ActionBlock<string> set;
    private string page = "";

    public Newspaper()
    {
        set = new ActionBlock<string>(story => page += $"[{story}]");
        [|edit.LinkTo|](set, new DataflowLinkOptions { MaxMessages = 100 });
    }

    public async Task<string> Print(params string[] stories)
    {
        foreach (var story in stories)
            await edit.SendAsync(story);
        edit.Complete();
        await set.Completion;
        return page;
    }
}

// prints:
// [STORM][STRIKE][SALE]
