// no fix
// also ASY1001
// An interface with type parameters, one type that answers it, and a queue that is sorted while others put into it.
var clinic = new Clinic(new Desk());
Parallel.ForEach(new[] { ("ann", 3), ("ben", 1), ("cleo", 2) }, patient => clinic.Admit(patient.Item1, patient.Item2));
clinic.Night(2);

interface IDesk<in T>
{
    void Take(T patient, int urgency);
}

class Clinic(IDesk<string> desk)
{
    private readonly IDesk<string> desk = desk;

    public void Admit(string name, int urgency) => Console.WriteLine($"{name} {urgency}");

    public void Night(int ambulances)
    {
        var arriving = new List<Task>();
        for (var ambulance = 0; ambulance < ambulances; ambulance++)
        {
            var own = ambulance;
            arriving.Add(Task.Run(() => [|desk.Take|]($"stranger {own}", own)));
        }

        Task.WaitAll([.. arriving]);
    }
}

class Desk : IDesk<string>
{
    private readonly PriorityQueue<string, int> waiting = new();

    public void Take(string patient, int urgency) => waiting.Enqueue(patient, urgency);
}
