using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Writes the checkpoint of a float network on the grids of another one: <c>Student.QuantizeAfterTraining</c>.</summary>
/// <param name="checkpoint">The float network.</param>
/// <param name="output">Where it is written.</param>
/// <param name="samples">What ranges and errors are measured on.</param>
/// <param name="options">The steps.</param>
/// <param name="progress">Is told, or null.</param>
internal delegate PostTrainingResult Quantizer(
    string checkpoint, string output, IDataSource samples, PostTrainingOptions? options, IProgress<PostTrainingProgress>? progress);
