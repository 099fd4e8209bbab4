using CompressDsl;
using CompressDsl.Training;

namespace Digits.PostTraining;

/// <summary>One network in float and for several bits.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Train">Trains it in float.</param>
/// <param name="LoadFloat">Compiles the float checkpoint in.</param>
/// <param name="Models">Its quantised forms.</param>
internal sealed record PostTrainingFamily(
    string Name, Func<IDataSource, TrainingOptions, IProgress<TrainingProgress>?, TrainingResult> Train, Func<string, IModel> LoadFloat, IReadOnlyList<PostTrainingModel> Models)
{
    /// <summary>Both networks.</summary>
    public static IReadOnlyList<PostTrainingFamily> All { get; } =
    [
        new("784-300-100-10", DenseFloat.Train, DenseFloat.Load,
        [
            new(8, Dense8.QuantizeAfterTraining, Dense8.Load), new(4, Dense4.QuantizeAfterTraining, Dense4.Load), new(3, Dense3.QuantizeAfterTraining, Dense3.Load),
        ]),
        new("depthwise separable", SeparableFloat.Train, SeparableFloat.Load,
        [
            new(8, Separable8.QuantizeAfterTraining, Separable8.Load), new(4, Separable4.QuantizeAfterTraining, Separable4.Load),
            new(3, Separable3.QuantizeAfterTraining, Separable3.Load),
        ]),
    ];
}
