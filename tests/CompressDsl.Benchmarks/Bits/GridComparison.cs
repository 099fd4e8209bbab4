using System.Globalization;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Benchmarks.Bits;

/// <summary>The same network on several grids, in turns, one thread, on every instruction set.</summary>
internal static class GridComparison
{
    /// <summary>A network of the benchmarks.</summary>
    public static INetwork Network(string name) => ImageWorkloads.All.Single(w => w.Name == name).Network;

    /// <summary>A session, for all tiers.</summary>
    public static CompiledNetwork Of(IModel session, Func<LaneTier, IModel> forTier) =>
        new(session, Answer(session), Answer(session), tier => Answer(forTier(tier)));

    /// <summary>Prints a line per instruction set: name, tier, nanoseconds of each model, ratios.</summary>
    /// <param name="name">Of the line.</param>
    /// <param name="network">The network.</param>
    /// <param name="ratio">From the time of the first model and that of another one to what is printed of them.</param>
    /// <param name="models">Each loads a checkpoint; the first is what the others are compared with.</param>
    public static void Print(string name, INetwork network, Func<double, double, double> ratio, params Func<string, CompiledNetwork>[] models)
    {
        var workloads = models.Select(m => new Workload(name, network, m)).ToArray();
        var compiled = workloads.Select(w => w.Compile()).ToArray();
        foreach (var tier in LaneTiers.Supported.Reverse())
        {
            var times = InterleavedTimer.Measure([.. workloads.Select((w, i) => w.Repeat(compiled[i].ForTier(tier)))]);
            var ratios = times.Skip(1).Select(t => ratio(times[0], t).ToString("0.00", CultureInfo.InvariantCulture));
            Console.WriteLine($"{name}\t{tier}\t{string.Join('\t', times.Select(t => t.ToString("0", CultureInfo.InvariantCulture)))}\t{string.Join('\t', ratios)}");
        }
    }

    private static Infer Answer(IModel session) => (input, output) => session.Infer(input, output);
}
