// no fix
// The address is looked up by a task and used at once: only the author knows where to wait.
var post = new Post();
Console.WriteLine((await post.Send("Ann")).Length > 0);

class Post
{
    public async Task<string> Send(string name)
    {
        string? address = null;
        var looking = Task.Run(() => address = $"{name}, Main Street");
        var envelope = $"to {[|address|] ?? "nobody"}";
        await looking;
        return envelope;
    }
}

// prints:
// True
