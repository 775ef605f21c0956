// The handler of an event starts the thread; its early end for drafts leaves the index behind.
using System.Text.RegularExpressions;

var feed = new Feed();
var words = new SortedSet<string>();
var published = new List<string>();

feed.Posted += (_, post) =>
{
    var index = new Thread(() =>
    {
        foreach (Match word in Regex.Matches(post.Text, @"\w+"))
            lock (words)
                words.Add(word.Value.ToLowerInvariant());
    });
    index.Start();

    if (post.IsDraft) [|return|]; // drafts are indexed, but stay with their author

    published.Add(post.Title.ToUpper());
    index.Join();
};

feed.Post(new Post("Tea", "How to brew tea", IsDraft: false));
feed.Post(new Post("Scones", "How to bake", IsDraft: true));
feed.Post(new Post("Jam", "Brew no jam", IsDraft: false));

Console.WriteLine(string.Join(", ", published));
lock (words)
    Console.WriteLine(words.Contains("brew") && words.Contains("jam"));

record Post(string Title, string Text, bool IsDraft);

class Feed
{
    public event EventHandler<Post>? Posted;

    public void Post(Post post) => Posted?.Invoke(this, post);
}

// prints:
// TEA, JAM
// True
