using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A network in one of its compressed forms: what the compiler wrote for its class.</summary>
/// <param name="Name">What it is called in tables and file names.</param>
/// <param name="Load">The compiled network with the weights of a checkpoint.</param>
internal sealed record Variant(string Name, Func<string, (IModel Model, ModelReport Report)> Load)
{
    /// <summary>The loop without a teacher.</summary>
    public Func<IDataSource, TrainingOptions, IProgress<TrainingProgress>?, TrainingResult>? Train { get; init; }

    /// <summary>The loop with one; null to learn from the labels alone.</summary>
    public Func<IModel, IDataSource, DistillationOptions, IProgress<TrainingProgress>?, TrainingResult>? Distil { get; init; }

    /// <summary>Adds activation ranges to a checkpoint: for a form that is not trained but made from another one's weights.</summary>
    public Func<string, IDataSource, CalibrationOptions?, CalibrationResult>? Calibrate { get; init; }

    /// <summary>Makes a checkpoint of it from that of the float network, without training.</summary>
    public Quantizer? Quantize { get; init; }
}
