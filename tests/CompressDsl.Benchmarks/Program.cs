using CompressDsl.Benchmarks;
using CompressDsl.Benchmarks.Bits;
using CompressDsl.Benchmarks.BreakEven;
using CompressDsl.Benchmarks.Distillation;
using CompressDsl.Benchmarks.Generation;
using CompressDsl.Benchmarks.LowBit;
using CompressDsl.Benchmarks.Peers;
using CompressDsl.Benchmarks.Ranks;
using CompressDsl.Benchmarks.Sparse;
using CompressDsl.Benchmarks.Start;
using CompressDsl.Benchmarks.Steps;
using CompressDsl.Benchmarks.Tiers;
using CompressDsl.Benchmarks.Workloads;

switch (args.FirstOrDefault())
{
    case "peers":
        return PeersCommand.Run(Workloads(args));
    case "tiers":
        return TiersCommand.Run(Workloads(args));
    case "batch":
        return BatchCommand.Run(Workloads(args));
    case "sparse":
        return SparseCommand.Run();
    case "breakeven":
        return BreakEvenCommand.Run();
    case "lowbit":
        return LowBitCommand.Run();
    case "bits":
        return BitsCommand.Run();
    case "asymmetric":
        return AsymmetricCommand.Run();
    case "steps":
        return StepsCommand.Run(args[1..]);
    case "training":
        MatrixProducts.Print(Console.Out);
        WholeStep.Print(Console.Out);
        ConvolutionLayers.Print(Console.Out);
        return 0;
    case "distill":
        return DistillCommand.Run(args.ElementAtOrDefault(1));
    case "ranks":
        return RanksCommand.Run();
    case "start":
        return StartCommand.Run();
    case "large":
        return LargeCommand.Run();
    case "generator":
        return GeneratorCommand.Run();
    default:
        Console.Error.WriteLine(
            "Usage: dotnet run -c Release --project tests/CompressDsl.Benchmarks -- peers [network ...] | tiers [network ...] | batch [network ...] | sparse | lowbit | bits | asymmetric | breakeven | steps mnist-folder | training | distill [mnist-folder] | ranks | generator | start | large");
        return 2;
}

// All networks, or those that are named.
static IEnumerable<Workload> Workloads(string[] args) =>
    DenseWorkloads.All.Concat(ImageWorkloads.All).Where(w => args.Length == 1 || args.Contains(w.Name));
