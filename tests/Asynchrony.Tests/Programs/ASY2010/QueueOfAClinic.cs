// What the thread counts is read under the lock that it counts under, or in one step, while it runs.
var clinic = new Clinic(["Ann", "Bob", "Cid"]);
Console.WriteLine(clinic.Open());

class Clinic(string[] patients)
{
    private readonly object gate = new();
    private int seen;
    private long minutes;

    public string Open()
    {
        var doctor = new Thread(See);
        doctor.Start();

        var early = 0;
        lock (gate)
            early = seen;
        var spent = Interlocked.Read(ref minutes);
        Console.WriteLine(early <= patients.Length && spent >= 0 ? "open" : "broken");
        doctor.Join();
        return $"{seen} seen in {minutes} minutes";
    }

    private void See()
    {
        foreach (var patient in patients)
        {
            lock (gate)
                seen++;
            Interlocked.Add(ref minutes, patient.Length);
        }
    }
}

// prints:
// open
// 3 seen in 9 minutes
