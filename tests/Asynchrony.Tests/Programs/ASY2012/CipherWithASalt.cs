// no fix
// The salt is drawn by a local function on a thread of its own; an object of the type is made there, and that needs the type.
class Program
{
    static void Main() => Console.WriteLine(Cipher.Default.Mix(1));
}

class Cipher
{
    public static readonly Cipher Default;

    private readonly int salt;

    static Cipher()
    {
        Cipher? made = null;
        var drawing = new Thread(Draw) { IsBackground = true };
        drawing.Start();
        Console.WriteLine("drawing");
        [|drawing.Join|]();
        Default = made!;

        void Draw()
        {
            made = new Cipher(7);
        }
    }

    private Cipher(int salt) => this.salt = salt;

    public int Mix(int value) => value ^ salt;
}
