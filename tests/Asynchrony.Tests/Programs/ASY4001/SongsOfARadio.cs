// no fix
// A radio plays what its stations send. Who stops it waits for the last song, and nobody says which that is.
var radio = new Radio();
radio.Send("waltz");
radio.Send("tango");
await radio.StopAsync();

class Radio
{
    private readonly Channel<string> songs = [|Channel.CreateUnbounded<string>|]();
    private readonly Task playing;

    public Radio() => playing = Task.Run(Play);

    public void Send(string song) => songs.Writer.TryWrite(song);

    public Task StopAsync() => playing;

    private async Task Play()
    {
        await foreach (var song in songs.Reader.ReadAllAsync())
            Console.WriteLine(song);
    }
}
