using CompressDsl.Benchmarks.Timing;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Distillation;

/// <summary><c>-- distill</c>: the distillation step against PyTorch's where that is installed, in turns, one thread each.</summary>
internal static class DistillCommand
{
    private const int Rounds = 60;
    private const int Steps = 5;

    /// <summary>Prints two comparisons: with features of which none is zero, and with digits.</summary>
    /// <param name="mnist">A folder of MNIST's files; null for drawn digits.</param>
    public static int Run(string? mnist)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"784-800-800-10, batch {DistilledStep.BatchSize}, T = 20, Adam, answers kept");
        Compare("random numbers", DistillData.Numbers());
        Compare(mnist is null ? "drawn digits" : "MNIST", DistillData.Digits(mnist));
        return 0;
    }

    private static void Compare(string name, IDataset data)
    {
        var file = DistillData.Write(data);
        try
        {
            using var ours = new DistilledStep(data);
            using var torch = TorchProcess.TryStart(file);
            var (own, other) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                own.Add(ours.Best(Steps));
                if (torch is not null) other.Add(torch.Best(Steps));
            }

            Console.WriteLine(FormattableString.Invariant($"{name}, {100 * DistillData.Zeros(data):f0} % zeros"));
            Print(own, other, torch);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Print(List<double> own, List<double> other, TorchProcess? torch)
    {
        Console.WriteLine($"  ours: {Describe(own)}");
        if (torch is null)
        {
            Console.WriteLine("  PyTorch is not installed (Debian: python3-torch with libopenblas0): nothing to compare with.");
            return;
        }

        Console.WriteLine($"  {torch.Version} on {torch.Blas}: {Describe(other)}");
        Console.WriteLine(FormattableString.Invariant($"  ratio: {other.Min() / own.Min():f2} of the fastest, {Median.Of([.. other]) / Median.Of([.. own]):f2} of the medians"));
    }

    // The fastest round is the one in which nothing else ran on the core (or on the one that it shares its units with).
    private static string Describe(List<double> seconds)
    {
        var (fastest, median) = (seconds.Min(), Median.Of([.. seconds]));
        return FormattableString.Invariant($"{1000 * fastest:f2} ms, {DistilledStep.Flops / fastest / 1e9:f1} GFLOP/s; median of the rounds {1000 * median:f2} ms");
    }
}
