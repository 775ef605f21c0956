// Nested loops: the inner variable is copied, the outer one is not.
var store = new Store();
Console.WriteLine(store.Check(regions: 2, shards: 2));

class Store
{
    public string Check(int regions, int shards)
    {
        var seen = new ConcurrentBag<string>();
        var checks = new List<Thread>();
        for (var region = 0; region < regions; region++)
        {
            for (var shard = 0; shard < shards; shard++)
            {
                var own = shard;
                var check = new Thread(() => seen.Add($"{[|region|]}.{own}"));
                check.Start();
                checks.Add(check);
            }
        }

        checks.ForEach(check => check.Join());
        return string.Join(' ', seen.Order(StringComparer.Ordinal));
    }
}

// prints:
// 0.0 0.1 1.0 1.1
