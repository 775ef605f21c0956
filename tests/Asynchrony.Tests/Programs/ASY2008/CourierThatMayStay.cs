// Started on one path only, and joined on that path only.
var office = new Office();
Console.WriteLine(office.Send("parcel", urgent: true));
Console.WriteLine(office.Send("letter", urgent: false));

class Office
{
    private string journal = "";

    public string Send(string what, bool urgent)
    {
        var courier = new Thread(() => journal += $"{what} by courier;") { Name = "courier", IsBackground = false };
        if (urgent)
        {
            courier.Priority = ThreadPriority.AboveNormal;
            courier.Start();
        }

        var stamp = what.Length;
        if (urgent)
            courier.Join();
        return $"{stamp} {journal}";
    }
}

// prints:
// 6 parcel by courier;
// 6 parcel by courier;
