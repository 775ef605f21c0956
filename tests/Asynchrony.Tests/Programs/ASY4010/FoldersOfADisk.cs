// no fix
// The folders of a disk are visited by one loop, which puts the folders that it finds behind those that wait: until there is no room.
var disk = new Dictionary<string, string[]> { ["/"] = ["/home", "/var", "/tmp"], ["/home"] = ["/home/ann", "/home/bob"], ["/var"] = ["/var/log"] };
var visitor = new Visitor(disk);
await visitor.Visit("/");

class Visitor(Dictionary<string, string[]> disk)
{
    private readonly Channel<string> folders = Channel.CreateBounded<string>(2);

    public async Task Visit(string root)
    {
        await folders.Writer.WriteAsync(root);
        await foreach (var folder in folders.Reader.ReadAllAsync())
        {
            Console.WriteLine(folder);
            foreach (var inner in disk.GetValueOrDefault(folder, []))
                await [|folders.Writer.WriteAsync|](inner);
        }
    }
}
