// no fix
// A foreman takes jobs from a list with room for three and writes the jobs that follow on the same list.
using var jobs = new BlockingCollection<int>(3);
var open = 1;
jobs.Add(8);
foreach (var job in jobs.GetConsumingEnumerable())
{
    Console.WriteLine($"job of {job} hours");
    for (var part = 0; part < job / 2; part++)
    {
        open++;
        [|jobs.Add|](job / 2);
    }

    if (--open == 0)
        jobs.CompleteAdding();
}
