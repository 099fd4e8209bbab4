using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.BreakEven;

/// <summary>
/// <c>-- breakeven</c>: from which size on a layer of 8 bits is faster than one of floats, and from which share of zeros on blocks of 16 x 4
/// are faster than the dense kernel; in turns. The notes of the compiler quote what it prints.
/// </summary>
internal static class BreakEvenCommand
{
    private const int Wide = 1024;

    /// <summary>Prints a line per size, and a line per share.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("layer\tfloat_ns\tint8_ns\tfloat/int8");
        Size(8, file => Of(Square8.Load(file)));
        Size(16, file => Of(Square16.Load(file)));
        Size(32, file => Of(Square32.Load(file)));
        Size(64, file => Of(Square64.Load(file)));
        Size(128, file => Of(Square128.Load(file)));
        Console.WriteLine("zeros\tdense_ns\tblocks_ns\tdense/blocks");
        var network = new DenseNetwork(["fc"], Wide, Wide);
        Workload Sparse(string share, Func<string, CompiledNetwork> load) => new(share, network, load);
        Workload[] all =
        [
            Sparse("0", file => Of(SquareDense.Load(file))), Sparse("0.3", file => Of(SquareSparse30.Load(file))),
            Sparse("0.5", file => Of(SquareSparse50.Load(file))), Sparse("0.8", file => Of(SquareSparse80.Load(file))),
        ];
        var times = InterleavedTimer.Measure([.. all.Select(w => w.Repeat(w.Compile().Int8))]);
        for (var i = 1; i < all.Length; i++) Print(all[i].Name, times[0], times[i]);
        return 0;
    }

    private static void Size(int size, Func<string, CompiledNetwork> load)
    {
        var workload = new Workload($"{size}x{size}", new DenseNetwork(["fc"], size, size), load);
        var network = workload.Compile();
        var times = InterleavedTimer.Measure(workload.Repeat(network.Float), workload.Repeat(network.Int8));
        Print(workload.Name, times[0], times[1]);
    }

    private static void Print(string name, double before, double after) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{before:0.0}\t{after:0.0}\t{before / after:0.00}"));

    private static CompiledNetwork Of(Square8.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Square16.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Square32.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Square64.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Square128.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareDense.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse30.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse50.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(SquareSparse80.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);
}
