// also ASY5010
// The join stands under a lock, and the loop behind it: to wait later would hold the vault no shorter.
class Program
{
    static void Main()
    {
        var vault = new Vault();
        Console.WriteLine(vault.Audit([5, 5, 10]));
    }
}

class Vault
{
    private readonly Lock door = new();
    private int coins;
    private int bars;

    public string Audit(int[] boxes)
    {
        lock (door)
        {
            var counting = new Thread(() =>
            {
                foreach (var box in boxes)
                    coins += box;
            });
            counting.Start();
            bars = 1;
            counting.Join();

            foreach (var box in boxes)
                bars += box / 10;
        }

        return $"{coins} coins, {bars} bars";
    }
}

// prints:
// 20 coins, 2 bars
