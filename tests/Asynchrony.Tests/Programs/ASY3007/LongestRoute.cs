// no fix
// The longest of all routes is looked for under the lock, the way from town to town included.
var routes = new[] { "a-b-c", "a-c", "b-d-e-f-g", "g-a" };
var gate = new object();
var longest = "";

routes.AsParallel().WithDegreeOfParallelism(2).ForAll(route =>
{
    lock ([|gate|])
    {
        var towns = route.Split('-');
        if (towns.Length > longest.Split('-').Length)
            longest = route; // so far
    }
});

Console.WriteLine(longest);

// prints:
// b-d-e-f-g
