using CompressDsl.Benchmarks.Timing;

namespace CompressDsl.Benchmarks.Distillation;

/// <summary><c>-- distill</c>: the distillation step against PyTorch's where that is installed, in turns, one thread each.</summary>
internal static class DistillCommand
{
    private const int Rounds = 30;
    private const int Steps = 5;

    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        using var ours = new DistilledStep();
        using var torch = TorchProcess.TryStart();
        var (own, other) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            own.Add(ours.Best(Steps));
            if (torch is not null) other.Add(torch.Best(Steps));
        }

        var milliseconds = 1000 * Median.Of([.. own]);
        Console.WriteLine(FormattableString.Invariant(
            $"784-800-800-10, batch {DistilledStep.BatchSize}, T = 20, Adam, answers kept: {milliseconds:f2} ms, {DistilledStep.Flops / milliseconds / 1e6:f1} GFLOP/s"));
        if (torch is null)
        {
            Console.WriteLine("PyTorch is not installed (Debian: python3-torch with libopenblas0): nothing to compare with.");
            return 0;
        }

        var peer = 1000 * Median.Of([.. other]);
        Console.WriteLine(FormattableString.Invariant($"{torch.Version} on {torch.Blas}: {peer:f2} ms, {DistilledStep.Flops / peer / 1e6:f1} GFLOP/s; ratio {peer / milliseconds:f2}"));
        return 0;
    }
}
