// The insured value is summed up by a thread; sorting the labels for the catalogue waits for it, though nothing connects the two.
namespace Museum;

internal sealed record Exhibit(string Label, int Value);

internal static class Program
{
    private static void Main(string[] args)
    {
        var exhibits = new Exhibit[] { new("vase", 900), new("coin", 50), new("mask", 400) };
        int value = 0;

        if (args.Length == 0)
        {
            var insurance = new Thread(Insure);
            insurance.Start();
            var labels = new string[exhibits.Length];
            [|insurance.Join|]();
            for (var number = 0; number < labels.Length; number++)
                labels[number] = exhibits[number].Label;
            Array.Sort(labels, StringComparer.Ordinal);
            Console.WriteLine($"{string.Join(", ", labels)} for {value}");
        }

        void Insure()
        {
            foreach (var exhibit in exhibits)
                value += exhibit.Value;
        }
    }
}

// prints:
// coin, mask, vase for 1350
