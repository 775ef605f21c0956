// The salaries are added up by a thread, and overtime, which has a file of its own, only once it has ended.
class Program
{
    static void Main()
    {
        var payroll = new Payroll();
        Console.WriteLine(payroll.Month([2_000, 2_500], [8, 0, 12]));
    }
}

class Payroll
{
    private int salaries;
    private int hours;

    public string Month(int[] amounts, int[] overtime)
    {
        var adding = new Thread(() =>
        {
            foreach (var amount in amounts)
                salaries += amount;
        })
        { Name = "salaries" };
        adding.Start();
        var title = $"{amounts.Length} people";
        [|adding.Join|]();
        AddOvertime(overtime);
        return $"{title}: {salaries} and {hours} hours";
    }

    private void AddOvertime(int[] overtime)
    {
        for (var person = 0; person < overtime.Length; person++)
            hours += overtime[person];
    }
}

// prints:
// 2 people: 4500 and 20 hours
