using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;
using static CompressDsl.Benchmarks.Bits.GridComparison;

namespace CompressDsl.Benchmarks.Bits;

/// <summary>
/// <c>-- bits</c>: the same networks with weights of 8, 7, 6 and 4 bits on the same grid of activations, in turns, one thread. What fewer bits
/// gain is proved of the weights: that 16 bits hold the sum of two products, or of four.
/// </summary>
internal static class BitsCommand
{
    private static readonly int[] Bits = [8, 7, 6, 4];

    /// <summary>Prints a line per network and instruction set.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"name\ttier\t{string.Join('\t', Bits.Select(b => $"{b}_bits_ns"))}\t{string.Join('\t', Bits.Skip(1).Select(b => $"8/{b}"))}");
        Compare("1024x1024", new DenseNetwork(["fc"], 1024, 1024),
            f => { var s = Square1024Bits8.Load(f); return Of(s, s.ForTier); }, f => { var s = Square1024Bits7.Load(f); return Of(s, s.ForTier); },
            f => { var s = Square1024Bits6.Load(f); return Of(s, s.ForTier); }, f => { var s = Square1024Bits4.Load(f); return Of(s, s.ForTier); });
        Compare("ds-cnn", Network("ds-cnn"),
            f => { var s = DsCnn.Load(f); return Of(s, s.ForTier); }, f => { var s = DsCnnBits7.Load(f); return Of(s, s.ForTier); },
            f => { var s = DsCnnBits6.Load(f); return Of(s, s.ForTier); }, f => { var s = DsCnnBits4.Load(f); return Of(s, s.ForTier); });
        Compare("resnet8", Network("resnet8"),
            f => { var s = ResNet8.Load(f); return Of(s, s.ForTier); }, f => { var s = ResNet8Bits7.Load(f); return Of(s, s.ForTier); },
            f => { var s = ResNet8Bits6.Load(f); return Of(s, s.ForTier); }, f => { var s = ResNet8Bits4.Load(f); return Of(s, s.ForTier); });
        Compare("mobilenetv1-025", Network("mobilenetv1-025"),
            f => { var s = MobileNetV1.Load(f); return Of(s, s.ForTier); }, f => { var s = MobileNetV1Bits7.Load(f); return Of(s, s.ForTier); },
            f => { var s = MobileNetV1Bits6.Load(f); return Of(s, s.ForTier); }, f => { var s = MobileNetV1Bits4.Load(f); return Of(s, s.ForTier); });
        return 0;
    }

    private static void Compare(string name, INetwork network, params Func<string, CompiledNetwork>[] models) =>
        GridComparison.Print(name, network, (eight, fewer) => eight / fewer, models);
}
