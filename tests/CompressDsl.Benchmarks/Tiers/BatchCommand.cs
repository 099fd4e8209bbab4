using System.Diagnostics;
using System.Globalization;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.Tiers;

/// <summary><c>-- batch</c>: many samples at once, on one core and on all of them.</summary>
internal static class BatchCommand
{
    private const int Samples = 64;
    private const int Rounds = 100;

    /// <summary>Small networks run 100 rounds before the JIT has seen that their methods are worth more effort.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    /// <summary>Prints a line per workload: nanoseconds a sample on one core and on all, and how many times faster that is.</summary>
    public static int Run(IEnumerable<Workload> workloads)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"# InferBatch of {Samples} samples, {Environment.ProcessorCount} cores");
        Console.WriteLine("name\tone_core_ns\tall_cores_ns\tratio");
        foreach (var workload in workloads) Print(workload);
        return 0;
    }

    private static void Print(Workload workload)
    {
        var model = workload.Compile().Model;
        var inputs = Enumerable.Range(0, Samples).SelectMany(_ => workload.Network.RandomInput()).ToArray();
        var outputs = new float[Samples * workload.Network.Outputs];
        double one = double.MaxValue, all = double.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || Stopwatch.GetElapsedTime(begin) < AtLeast; round++)
        {
            one = Math.Min(one, Nanoseconds(threads: 1));
            all = Math.Min(all, Nanoseconds(threads: -1));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-int8\t{one:0.0}\t{all:0.0}\t{one / all:0.00}"));

        double Nanoseconds(int threads)
        {
            var start = Stopwatch.GetTimestamp();
            model.InferBatch(inputs, outputs, threads);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Samples;
        }
    }
}
