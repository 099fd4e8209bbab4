using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;
using static CompressDsl.Benchmarks.Bits.GridComparison;

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

    private static void Compare(string name, INetwork network, params Func<string, CompiledNetwork>[] models) =>
        GridComparison.Print(name, network, (symmetric, asymmetric) => asymmetric / symmetric, models);
}
