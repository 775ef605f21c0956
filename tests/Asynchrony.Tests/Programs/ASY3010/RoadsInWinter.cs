// no fix
// The station asks after each pause whether the network has changed; and the answer comes on a thread that nobody here waits for.
using System.Net.NetworkInformation;

var station = new Station();
station.Patrol(rounds: 3);

class Station
{
    public void Patrol(int rounds)
    {
        var changes = 0;
        var online = true;
        NetworkChange.NetworkAddressChanged += (_, _) => changes = 1;
        NetworkChange.NetworkAvailabilityChanged += (_, available) => online = available.IsAvailable;

        for (var round = 0; round < rounds; round++)
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(2));
            if ([|online|])
                Console.WriteLine($"round {round}");
        }

        var report = [|changes|] > 1 ? "many" : "done";
        Console.WriteLine(report);
    }
}

// prints:
// round 0
// round 1
// round 2
// done
