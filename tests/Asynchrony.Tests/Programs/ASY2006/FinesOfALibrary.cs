// Fines are worked out per reader, on a thread each; the loop counts its rounds itself, and the body reads the count.
var library = new LendingLibrary();
Console.WriteLine(library.Fines([3, 0, 10]));

class LendingLibrary
{
    private long cents;

    public string Fines(int[] days)
    {
        var reader = 0;
        while (reader < days.Length)
        {
            // Ten cents a day.
            var fine = new Thread(() => Interlocked.Add(ref cents, days[reader] * 10));
            fine.Start();
            [|fine.Join|]();
            reader++;
        }

        return $"{reader} readers, {cents} cents";
    }
}

// prints:
// 3 readers, 130 cents
