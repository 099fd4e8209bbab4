using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A way from a float network to its grids.</summary>
/// <param name="Name">What it is called in file names.</param>
/// <param name="Words">What it is called in the table.</param>
/// <param name="Options">Its steps.</param>
internal sealed record PostTrainingMethod(string Name, string Words, PostTrainingOptions Options)
{
    /// <summary>The simplest one, and the library's own.</summary>
    public static IReadOnlyList<PostTrainingMethod> All { get; } =
    [
        new("nearest", "smallest and largest values as ranges, rounded to nearest", new()
        {
            SearchRanges = false, Rounding = RoundingMethod.Nearest, SearchScales = false, CorrectBiases = false,
        }),
        new("searched", "MSE ranges, of few bits searched, error feedback, scales searched, biases corrected", new() { Calibration = new() { Method = CalibrationMethod.Mse } }),
    ];
}
