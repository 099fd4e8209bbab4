using System.Globalization;
using System.Runtime.InteropServices;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Benchmarks.Tiers;

/// <summary><c>-- tiers</c>: the same int8 network on every instruction set of this processor; the checksums have to be equal.</summary>
internal static class TiersCommand
{
    private const int Samples = 16;

    /// <summary>Prints a line per workload and tier; 1 when checksums differ.</summary>
    public static int Run(IEnumerable<Workload> workloads)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("name\ttier\tns\tchecksum");
        var equal = true;
        foreach (var workload in workloads)
        {
            equal &= Print(workload);
        }

        if (!equal)
        {
            Console.Error.WriteLine("Checksums differ: a tier computes something else.");
        }

        return equal ? 0 : 1;
    }

    private static bool Print(Workload workload)
    {
        var compiled = workload.Compile();
        var tiers = LaneTiers.Supported.Select(tier => (Tier: tier, Infer: compiled.ForTier(tier))).ToArray();
        var samples = Enumerable.Range(0, Samples).Select(_ => workload.Network.RandomInput()).ToArray();
        var checksums = tiers.Select(t => Checksum(t.Infer, samples, workload.Network.Outputs)).ToArray();
        var times = InterleavedTimer.Measure([.. tiers.Select(t => workload.Repeat(t.Infer))]);
        for (var i = 0; i < tiers.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{workload.Name}-int8\t{tiers[i].Tier}\t{times[i]:0.0}\t{checksums[i]:x16}"));
        }

        return checksums.Distinct().Count() == 1;
    }

    // FNV-1a over the bits of all answers.
    private static ulong Checksum(Infer infer, float[][] samples, int outputs)
    {
        var answer = new float[outputs];
        var hash = 14695981039346656037UL;
        foreach (var sample in samples)
        {
            infer(sample, answer);
            foreach (var bits in MemoryMarshal.Cast<float, uint>(answer))
            {
                hash = (hash ^ bits) * 1099511628211UL;
            }
        }

        return hash;
    }
}
