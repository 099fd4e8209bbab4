using CompressDsl;
using CompressDsl.Training;

namespace Digits.PostTraining;

/// <summary>A network for some bits of its weights.</summary>
/// <param name="Bits">The bits.</param>
/// <param name="Quantize">Its generated method.</param>
/// <param name="Load">Compiles a checkpoint in.</param>
internal sealed record PostTrainingModel(
    int Bits, Func<string, string, IDataSource, PostTrainingOptions?, IProgress<PostTrainingProgress>?, PostTrainingResult> Quantize, Func<string, IModel> Load);
