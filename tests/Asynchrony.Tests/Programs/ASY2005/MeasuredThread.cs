// The join is what is measured, and a file that the thread writes is read behind it: both have to wait.
var path = Path.GetTempFileName();
var watch = System.Diagnostics.Stopwatch.StartNew();
var began = DateTime.UtcNow;

var writer = new Thread(() => File.WriteAllText(path, "one\ntwo\n"));
writer.Start();
var length = 0;
writer.Join();
foreach (var line in File.ReadAllLines(path))
    length += line.Length;

var sorter = new Thread(() => Array.Sort(new[] { 3, 1, 2 }));
sorter.Start();
length++;
sorter.Join();
var took = DateTime.UtcNow - began;
for (var i = 0; i < 3; i++)
    length += i;

watch.Stop();
File.Delete(path);
Console.WriteLine($"{length} letters, measured: {took >= TimeSpan.Zero && watch.Elapsed >= TimeSpan.Zero}");

// prints:
// 10 letters, measured: True
