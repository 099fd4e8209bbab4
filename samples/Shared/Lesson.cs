using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A generated loop with what it is called for.</summary>
/// <typeparam name="TOptions">Of a training, or of a distillation.</typeparam>
/// <param name="Model">The class that it was generated for.</param>
/// <param name="Samples">What is learned from.</param>
/// <param name="Train">Calls it.</param>
internal sealed record Lesson<TOptions>(Type Model, IDataSource Samples, Action<TOptions, IProgress<TrainingProgress>?> Train)
    where TOptions : TrainingOptions;
