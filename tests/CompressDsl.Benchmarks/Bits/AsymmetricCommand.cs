using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Benchmarks.Bits;

/// <summary><c>-- asymmetric</c>: what zero points of weights cost. The same networks on symmetric and on asymmetric grids, in turns, one thread.</summary>
internal static class AsymmetricCommand
{
    /// <summary>Prints a line per network and instruction set.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("name\ttier\tsymmetric_ns\tasymmetric_ns\tasymmetric/symmetric");
        var square = new DenseNetwork(["fc"], 1024, 1024);
        Compare("1024x1024", square, f => { var s = Square1024Bits8.Load(f); return Of(s, s.ForTier); }, f => { var s = Square1024Asymmetric.Load(f); return Of(s, s.ForTier); });
        Compare("1024x1024-int4", square, f => { var s = Int4Square1024.Load(f); return Of(s, s.ForTier); }, f => { var s = Int4Asymmetric1024.Load(f); return Of(s, s.ForTier); });
        Compare(
            "1024x1024-int4-float", square, f => { var s = Int4Float1024.Load(f); return Of(s, s.ForTier); }, f => { var s = Int4FloatAsymmetric1024.Load(f); return Of(s, s.ForTier); });
        Compare("ds-cnn", Network("ds-cnn"), f => { var s = DsCnn.Load(f); return Of(s, s.ForTier); }, f => { var s = DsCnnAsymmetric.Load(f); return Of(s, s.ForTier); });
        Compare("resnet8", Network("resnet8"), f => { var s = ResNet8.Load(f); return Of(s, s.ForTier); }, f => { var s = ResNet8Asymmetric.Load(f); return Of(s, s.ForTier); });
        return 0;
    }

    private static INetwork Network(string name) => ImageWorkloads.All.Single(w => w.Name == name).Network;

    private static CompiledNetwork Of(IModel session, Func<LaneTier, IModel> forTier) =>
        new(session, Answer(session), Answer(session), tier => Answer(forTier(tier)));

    private static Infer Answer(IModel session) => (input, output) => session.Infer(input, output);

    private static void Compare(string name, INetwork network, params Func<string, CompiledNetwork>[] models)
    {
        var workloads = models.Select(m => new Workload(name, network, m)).ToArray();
        var compiled = workloads.Select(w => w.Compile()).ToArray();
        foreach (var tier in LaneTiers.Supported.Reverse())
        {
            var times = InterleavedTimer.Measure([.. workloads.Select((w, i) => w.Repeat(compiled[i].ForTier(tier)))]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{tier}\t{times[0]:0}\t{times[1]:0}\t{times[1] / times[0]:0.00}"));
        }
    }
}
