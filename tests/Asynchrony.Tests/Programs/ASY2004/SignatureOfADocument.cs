// The document is signed on a thread that is joined at once, with the page count still to be worked out behind it.
using System.Security.Cryptography;
using System.Text;

class Program
{
    static void Main()
    {
        var desk = new SigningDesk();
        foreach (var text in new[] { "lease of a flat\fkeys\fprices", "note" })
            Console.WriteLine(desk.Sign(new Document(text)));
        Console.WriteLine($"{desk.Signed} signed");
    }
}

record Document(string Text)
{
    public int Pages { get; set; } = 1;
}

class SigningDesk
{
    private readonly byte[] key = Encoding.ASCII.GetBytes("not a secret");

    public int Signed { get; private set; }

    public string Sign(Document document)
    {
        var signature = "";
        var signer = new Thread(() =>
        {
            var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(document.Text));
            signature = Convert.ToHexString(hash)[..8];
        });
        signer.Start();
        [|signer.Join|]();

        var pages = 1;
        foreach (var letter in document.Text)
            if (letter == '\f')
                pages++;

        document.Pages = pages;
        Signed++;
        return $"{document.Pages} pages, signature of {signature.Length} letters";
    }
}

// prints:
// 3 pages, signature of 8 letters
// 1 pages, signature of 8 letters
// 2 signed
