using CompressDsl.Benchmarks;
using CompressDsl.Benchmarks.Generation;
using CompressDsl.Benchmarks.Peers;
using CompressDsl.Benchmarks.Sparse;
using CompressDsl.Benchmarks.Tiers;
using CompressDsl.Benchmarks.Workloads;

switch (args.FirstOrDefault())
{
    case "peers":
        return PeersCommand.Run(DenseWorkloads.All);
    case "tiers":
        return TiersCommand.Run(DenseWorkloads.All);
    case "sparse":
        return SparseCommand.Run();
    case "training":
        MatrixProducts.Print(Console.Out);
        WholeStep.Print(Console.Out);
        return 0;
    case "generator":
        return GeneratorCommand.Run();
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/CompressDsl.Benchmarks -- peers | tiers | sparse | training | generator");
        return 2;
}
