// no fix
// Static helpers call static helpers; at the end of the chain is a static counter.
Parallel.For(0, 40, number => [|Counter.Stamp|]($"form {number}"));

static class Counter
{
    public static void Stamp(string form)
    {
        if (form.Length > 5)
            Desk.Check(form);
    }
}

static class Desk
{
    public static void Check(string form) => Ink.Press(form);
}

static class Ink
{
    private static long drops;

    public static void Press(string form)
    {
        drops += form.Length;
        Console.WriteLine(form);
    }
}
