// The pause is the time that the glue needs; the helper is joined, and it is the join that orders the two.
class Program
{
    static void Main()
    {
        var model = new Model();
        Console.WriteLine(model.Build());
    }
}

class Model
{
    private int sails;

    public string Build()
    {
        var helper = new Thread(() => sails = 3);
        helper.Start();
        Console.WriteLine("the hull is glued");
        Thread.Sleep(10); // dries
        helper.Join();
        return $"{sails} sails";
    }
}

// prints:
// the hull is glued
// 3 sails
