using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Analysis;

/// <summary>A small trained network with its analysis; made once for all tests.</summary>
public sealed class AnalyzedModel : IDisposable
{
    private static readonly Compression Compressed = NetworkBuilder.Float with { Bits = 8 };

    private readonly TemporaryFolder folder = new();

    public AnalyzedModel()
    {
        Model = TrainableModel.Of(NetworkBuilder.Mlp([2, 24, 16, 2], Compressed));
        Model.Train(Problems.Spirals(400, 1), new TrainingOptions { Epochs = 30, BatchSize = 32, Threads = 1, Schedule = LearningRateSchedule.Cosine(0.02), Output = Path });
        Analysis = Model.Analyze(Path, Data, new AnalysisOptions { MaxSamples = Samples, TimingTime = TimeSpan.FromMilliseconds(20), FrontSteps = 12 }, Progress);
    }

    internal const int Samples = 150;

    internal TrainableModel Model { get; }

    internal string Path => folder.File("model.safetensors");

    internal Checkpoint Checkpoint => Checkpoint.Load(Path);

    internal InMemoryDataset Data { get; } = Problems.Spirals(300, 2);

    internal ModelAnalysis Analysis { get; }

    internal AnalysisSteps Progress { get; } = new();

    public void Dispose() => folder.Dispose();
}
