// no fix
// A block grows the branches of a tree. Each branch sends those that grow out of it back to the block, and waits for room there.
using System.Threading.Tasks.Dataflow;

var tree = new Tree();
await tree.Grow(6);

class Tree
{
    private readonly ActionBlock<int> branches;

    public Tree() => branches = new ActionBlock<int>(Branch, new ExecutionDataflowBlockOptions { BoundedCapacity = 4 });

    public async Task Grow(int length)
    {
        await branches.SendAsync(length);
        await branches.Completion;
    }

    private async Task Branch(int length)
    {
        Console.WriteLine($"branch of {length}");
        for (var twig = 1; twig < length; twig++)
            await [|branches.SendAsync|](twig);
        if (length == 1)
            branches.Complete();
    }
}
