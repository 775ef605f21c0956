Console.WriteLine("ASY2002: not joined at all, so Main ends and the rest is not counted");
var counting = new Thread(() =>
{
    for (var number = 1; number < 10; number++)
    {
        Console.WriteLine($"  number {number} from the thread");
        Thread.Sleep(1);
    }
})
{ IsBackground = true };
counting.Start();

for (var number = 1; number < 5; number++)
{
    Console.WriteLine($"  number {number} from Main");
    Thread.Sleep(1);
}
