using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.Sparse;

/// <summary><c>-- sparse</c>: a layer pruned in blocks against the same layer dense, both compiled, in turns.</summary>
internal static class SparseCommand
{
    private const string Name = "1024x1024-block16x4";

    /// <summary>Prints a line per sparsity.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        var network = new DenseNetwork(["fc"], 1024, 1024);
        var dense = new Workload("dense", network, file => Of(SquareDense.Load(file)));
        var sparse80 = new Workload($"{Name}-80", network, file => Of(SquareSparse80.Load(file)));
        var sparse90 = new Workload($"{Name}-90", network, file => Of(SquareSparse90.Load(file)));
        Workload[] all = [dense, sparse80, sparse90];
        var times = InterleavedTimer.Measure([.. all.Select(w => w.Repeat(w.Compile().Int8))]);
        Console.WriteLine("name\tdense_ns\tsparse_ns\tratio");
        for (var i = 1; i < all.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{all[i].Name}\t{times[0]:0.0}\t{times[i]:0.0}\t{times[0] / times[i]:0.00}"));
        }

        return 0;
    }

    private static CompiledNetwork Of(SquareDense.Session s) => new(s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse80.Session s) => new(s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse90.Session s) => new(s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);
}
