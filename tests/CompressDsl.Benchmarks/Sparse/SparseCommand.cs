using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.Sparse;

/// <summary><c>-- sparse</c>: a layer pruned in blocks, and a network pruned by channels and in blocks, against the same dense, compiled, in turns.</summary>
internal static class SparseCommand
{
    private const string Name = "1024x1024-block16x4";

    /// <summary>Prints a line per pruned network.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        var network = new DenseNetwork(["fc"], 1024, 1024);
        var dense = new Workload("dense", network, file => Of(SquareDense.Load(file)));
        var sparse80 = new Workload($"{Name}-80", network, file => Of(SquareSparse80.Load(file)));
        var sparse90 = new Workload($"{Name}-90", network, file => Of(SquareSparse90.Load(file)));
        Console.WriteLine("name\tdense_ns\tsparse_ns\tratio");
        Compare(dense, sparse80, sparse90);
        var images = ImageWorkloads.All.First(w => w.Name == "resnet8");
        Compare(
            images,
            new Workload("resnet8-channels-50", images.Network, file => Of(ResNet8Half.Load(file))),
            new Workload("resnet8-block16x4-50", images.Network, file => Of(ResNet8Blocks50.Load(file))),
            new Workload("resnet8-block16x4-80", images.Network, file => Of(ResNet8Blocks80.Load(file))));
        var words = ImageWorkloads.All.First(w => w.Name == "ds-cnn");
        Compare(
            words,
            new Workload("ds-cnn-block16x4-50", words.Network, file => Of(DsCnnBlocks50.Load(file))),
            new Workload("ds-cnn-block16x4-80", words.Network, file => Of(DsCnnBlocks80.Load(file))));
        return 0;
    }

    private static void Compare(params Workload[] all)
    {
        var times = InterleavedTimer.Measure([.. all.Select(w => w.Repeat(w.Compile().Int8))]);
        for (var i = 1; i < all.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{all[i].Name}\t{times[0]:0.0}\t{times[i]:0.0}\t{times[0] / times[i]:0.00}"));
        }
    }

    private static CompiledNetwork Of(SquareDense.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse80.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse90.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(ResNet8Blocks50.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(ResNet8Blocks80.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(DsCnnBlocks50.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(DsCnnBlocks80.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(ResNet8Half.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);
}
