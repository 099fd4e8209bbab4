using CompressDsl.Training;

namespace CompressDsl.Benchmarks;

/// <summary>The matrix products of one training step of 784-300-100-10 at batch 64, ours against OpenBLAS, in turns in one process.</summary>
internal static unsafe class MatrixProducts
{
    private const int Rounds = 300;

    /// <summary>Prints <c>name, ours_gflops, openblas_gflops, ratio</c> per product and for all of a step; <c>-</c> where OpenBLAS is not installed.</summary>
    public static void Print(TextWriter writer)
    {
        var peer = OpenBlas.TryLoad();
        writer.WriteLine(FormattableString.Invariant($"fma-peak\t{FmaPeak.Measure(Rounds):0.0}\tgflops"));
        writer.WriteLine(peer is null ? "openblas\t-\tnot installed" : $"openblas\t{peer.Core}\tone thread");
        (double Work, double Ours, double Peers) all = default;
        foreach (var (inputs, outputs) in new[] { (784, 300), (300, 100), (100, 10) })
        {
            var p = new ProductArrays(new GemmShape(64, inputs, outputs));
            Add(Compare(writer, "forward", p, () => Gemm.Forward(p.X, p.W, null, p.Y, p.Shape), () => peer?.Forward(p)));
            Add(Compare(writer, "weight-gradient", p, () => Gemm.WeightGradient(p.DY, p.X, p.DW, p.Shape), () => peer?.WeightGradient(p)));
            if (inputs != 784) Add(Compare(writer, "input-gradient", p, () => Gemm.InputGradient(p.DY, p.W, p.DX, p.Shape), () => peer?.InputGradient(p)));
        }

        Write(writer, "products-of-a-step", peer is null ? all with { Peers = 0 } : all);

        void Add((double Work, double Ours, double Peers) part) => all = (all.Work + part.Work, all.Ours + part.Ours, all.Peers + part.Peers);

        (double Work, double Ours, double Peers) Compare(TextWriter to, string name, ProductArrays p, Action ours, Action peers)
        {
            var work = 2.0 * p.Shape.Rows * p.Shape.Inputs * p.Shape.Outputs;
            var (a, b) = BestOf.Nanoseconds(Rounds, Math.Max(1, (int)(2e7 / work)), ours, peers);
            var result = (work, a, peer is null ? 0 : b);
            Write(to, $"{p.Shape.Rows}x{p.Shape.Inputs}x{p.Shape.Outputs}-{name}", result);
            return result;
        }
    }

    private static void Write(TextWriter writer, string name, (double Work, double Ours, double Peers) r)
    {
        var peers = r.Peers > 0 ? FormattableString.Invariant($"{r.Work / r.Peers:0.0}\t{r.Peers / r.Ours:0.00}") : "-\t-";
        writer.WriteLine(FormattableString.Invariant($"{name}\t{r.Work / r.Ours:0.0}\t{peers}"));
    }
}
