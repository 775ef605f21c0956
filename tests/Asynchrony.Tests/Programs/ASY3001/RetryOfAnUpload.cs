// Each attempt has its own variables, and the last error is read when the attempt is over.
var upload = new Upload();
Console.WriteLine(await upload.Send(["a", "bb"]));

class Upload
{
    public async Task<string> Send(string[] parts)
    {
        string? last = null;
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var sent = 0;
            var number = attempt;
            var error = await Task.Run(() =>
            {
                foreach (var part in parts)
                    sent += part.Length * number;
                return number == 1 ? "timeout" : null;
            });
            last = error is null ? $"{sent} sent" : error;
            if (error is null)
                break;
        }

        return last ?? "nothing";
    }
}

// prints:
// 6 sent
