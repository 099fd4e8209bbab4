using System.Globalization;
using CompressDsl.Models.Tests.Killed;
using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Parallel;

/// <summary>What every process of <see cref="MpiTests"/> does: <c>mpirun -n 2 dotnet CompressDsl.Training.Tests.dll folder [dieAt | slow]</c>.</summary>
internal static class RankProgram
{
    /// <summary>What a line begins with that says which process a rank is.</summary>
    public const string ProcessLine = "process of rank ";

    /// <summary>Argument for samples that take their time.</summary>
    public const string Slow = "slow";

    /// <summary>The training that is shared.</summary>
    public static TrainingOptions Options => new() { Epochs = 4, BatchSize = 32, ShardRows = 8, Threads = 1, Optimizer = new Sgd { Momentum = 0.9f } };

    /// <summary>The samples.</summary>
    public static InMemoryDataset Data => Problems.Spirals(200, 1);

    /// <summary>The network: small, float, with a normalisation over each shard.</summary>
    public static TrainableModel Model
    {
        get
        {
            var b = new NetworkBuilder();
            return TrainableModel.Of(b.Build(b.Linear("head", b.Norm("norm", b.Linear("fc1", b.Input(2), 24, NetworkBuilder.Float)), 2, NetworkBuilder.Float)));
        }
    }

    public static int Main(string[] args)
    {
        if (args.Length < 2) return 0;
        using var ranks = MpiCommunicator.Start();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ProcessLine}{ranks.Rank} {Environment.ProcessId}"));
        Model.Train(DataOf(args[1], isLast: ranks.Rank == ranks.Size - 1), Options with
        {
            Communicator = ranks, WorkingCheckpoint = Path.Combine(args[0], "m.training"), SaveEvery = 3,
            Output = Path.Combine(args[0], "m.safetensors"),
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {ranks.Rank} of {ranks.Size} is done"));
        return 0;
    }

    private static IDataset DataOf(string how, bool isLast)
    {
        if (how == Slow) return new SlowDataset(Data, every: 4);
        var dieAfter = int.Parse(how, CultureInfo.InvariantCulture);
        return dieAfter > 0 && isLast ? new DyingDataset(Data, dieAfter) : Data;
    }
}
