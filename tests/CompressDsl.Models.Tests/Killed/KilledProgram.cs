using CompressDsl.Models.Tests.Kept;
using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Killed;

/// <summary>What the process of <see cref="KilledTests"/> does: <c>dotnet CompressDsl.Models.Tests.dll folder</c>.</summary>
internal static class KilledProgram
{
    /// <summary>Samples of an epoch.</summary>
    public const int Samples = 512;

    /// <summary>Samples of a step; after so many the process writes a line.</summary>
    public const int BatchSize = 32;

    private const int Epochs = 60;

    /// <summary>Trains for some seconds, and writes its state after every step.</summary>
    public static int Main(string[] args)
    {
        if (args.Length > 1) return SpreadProgram.Run(args);
        if (args.Length == 0) return 0;
        Train(args[0], new SlowDataset(Data, BatchSize));
        return 0;
    }

    /// <summary>The run.</summary>
    public static void Train(string folder, IDataset data) => KilledStudent.Distill(Teach, data, new DistillationOptions
    {
        Epochs = Epochs, BatchSize = BatchSize, Threads = 2, PruneBegin = 0.1, PruneEnd = 0.7, QuantizeStart = 0.6, Regrowth = Regrowth.Surgery,
        StepSize = StepSize.Learned, WeightAverage = 0.99f, CacheTeacher = true, FinalTemperature = 1, Validation = Data, Patience = 20,
        WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 1,
        TeacherCache = Path.Combine(folder, "m.answers"), Output = Path.Combine(folder, "m.safetensors"),
    });

    /// <summary>The samples at full speed.</summary>
    public static InMemoryDataset Data
    {
        get
        {
            var random = new CounterRandom(1, 1);
            float[] features = [.. Enumerable.Range(0, 2 * Samples).Select(_ => random.NextFloat(-1, 1))];
            int[] labels = [.. Enumerable.Range(0, Samples).Select(i => (features[2 * i] > 0 ? 1 : 0) + (features[(2 * i) + 1] > 0 ? 1 : 0))];
            return InMemoryDataset.FromLabels(features, labels, classes: 3);
        }
    }

    private static void Teach(Batch batch, Span<float> outputs)
    {
        for (var row = 0; row < batch.Rows; row++)
        {
            var sum = batch.FeaturesOf(row)[0] + batch.FeaturesOf(row)[1];
            (outputs[3 * row], outputs[(3 * row) + 1], outputs[(3 * row) + 2]) = (-3 * sum, 1, 3 * sum);
        }
    }
}
