// Letters of many texts are counted in parallel, but each thread holds the lock while it counts.
var texts = Enumerable.Range(0, 100).Select(number => new string('x', number)).ToArray();
var gate = new object();
long letters = 0;
Parallel.ForEach(texts, text =>
{
    lock ([|gate|])
        letters += text.Count(letter => letter == 'x');
});
Console.WriteLine(letters);

// prints:
// 4950
