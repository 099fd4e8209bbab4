using CompressDsl.Benchmarks.OnnxRuntime;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.Peers;

/// <summary>Checks that both sides compute the same before anything is timed.</summary>
internal static class Agreement
{
    private const int Samples = 32;
    private const float FloatTolerance = 1e-4f;
    private const int Steps = 255;

    /// <summary>Int8 answers may differ by the network's allowed steps of the answers' own 8-bit grid, float ones by rounding.</summary>
    /// <exception cref="InvalidOperationException">They do not agree; the text says by how much.</exception>
    public static void Check(Workload workload, CompiledNetwork ours, PeerSessions peers)
    {
        Compare(workload.Name + "-int8", workload.Network, ours.Int8, peers.Int8, range => range * workload.Network.AllowedSteps / Steps);
        Compare(workload.Name + "-float", workload.Network, ours.Float, peers.Float, range => range * FloatTolerance);
    }

    private static void Compare(string name, INetwork network, Infer ours, OrtSession peer, Func<float, float> tolerance)
    {
        var answer = new float[network.Outputs];
        var (low, high, difference) = (0f, 0f, 0f);
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = network.RandomInput();
            input.CopyTo(peer.Input);
            peer.Run();
            ours(input, answer);
            for (var i = 0; i < answer.Length; i++)
            {
                (low, high) = (Math.Min(low, answer[i]), Math.Max(high, answer[i]));
                difference = Math.Max(difference, Math.Abs(answer[i] - peer.Output[i]));
            }
        }

        if (!(difference <= tolerance(high - low)))
        {
            throw new InvalidOperationException($"{name}: our answers and the peer's differ by up to {difference}; {tolerance(high - low)} is allowed.");
        }
    }
}
