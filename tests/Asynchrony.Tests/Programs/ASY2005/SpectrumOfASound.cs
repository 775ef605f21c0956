// Inside a lambda: peaks are searched by one thread, silence by the caller, who first waits for the peaks.
Func<double[], (int Peaks, int Silent)> analyse = samples =>
{
    var peaks = 0;
    var silent = 0;
    Thread search = new(() =>
    {
        for (var i = 1; i < samples.Length - 1; i++)
            if (samples[i] > samples[i - 1] && samples[i] > samples[i + 1])
                peaks++;
    });
    search.Start();
    var threshold = 0.1;

    // Both halves are there from here on.
    [|search.Join|]();

    for (var i = 0; i < samples.Length; i++)
    {
        if (Math.Abs(samples[i]) < threshold)
            silent++;
    }

    return (peaks, silent);
};

Console.WriteLine(analyse([0, 0.5, 0.2, 0.9, 0.05, 0]));

// prints:
// (2, 3)
