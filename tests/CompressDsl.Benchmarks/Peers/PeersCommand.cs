using CompressDsl.Benchmarks.OnnxRuntime;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.Peers;

/// <summary><c>-- peers</c>: compiled networks against ONNX Runtime, in turns, one thread, one sample at a time, dense weights.</summary>
internal static class PeersCommand
{
    /// <summary>Prints a line per workload and format.</summary>
    public static int Run(IEnumerable<Workload> workloads)
    {
        Console.WriteLine(Machine.Describe());
        var api = OpenPeer();
        Console.WriteLine(PeerRow.Header);
        foreach (var workload in workloads)
        {
            foreach (var row in Rows(workload, api))
            {
                Console.WriteLine(row);
            }
        }

        return 0;
    }

    private static OrtApi? OpenPeer()
    {
        try
        {
            var api = OrtApi.Open(OrtLibrary.Locate());
            Console.WriteLine($"# peer: ONNX Runtime of onnxruntime-node {OrtLibrary.Version}, one thread, all graph optimisations");
            return api;
        }
        catch (PlatformNotSupportedException e)
        {
            Console.WriteLine($"# the peer is missing, so nothing is shown against it: {e.Message}");
            return null;
        }
    }

    private static PeerRow[] Rows(Workload workload, OrtApi? api)
    {
        var ours = workload.Compile();
        if (api is null)
        {
            var alone = InterleavedTimer.Measure(workload.Repeat(ours.Int8), workload.Repeat(ours.Float));
            return [new($"{workload.Name}-int8", alone[0], null, null, null), new($"{workload.Name}-float", alone[1], null, null, null)];
        }

        var peers = PeerSessions.Open(api, workload.Network);
        Agreement.Check(workload, ours, peers);
        var times = InterleavedTimer.Measure(workload.Repeat(ours.Int8), workload.Repeat(ours.Float), Repeat(peers.Int8), Repeat(peers.Float));
        return
        [
            new($"{workload.Name}-int8", times[0], Math.Min(times[2], times[3]), times[2], times[3]),
            new($"{workload.Name}-float", times[1], times[3], times[2], times[3]),
        ];
    }

    private static Action<int> Repeat(OrtSession session) => repetitions =>
    {
        for (var i = 0; i < repetitions; i++)
        {
            session.Run();
        }
    };
}
