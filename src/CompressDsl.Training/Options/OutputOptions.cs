namespace CompressDsl.Training;

/// <summary>How much one output of a model with several outputs counts in the loss, and how it learns from a teacher.</summary>
/// <param name="Output">The output's name, as Forward's tuple names it.</param>
/// <param name="Weight">Factor on its loss, at least 0; at 0 it is not learned.</param>
/// <param name="Target">
/// In a distillation, which difference to the teacher is made small; null for <see cref="DistillationOptions.Target"/>, and for
/// <see cref="DistillationTarget.Outputs"/> where the data has target vectors for the output.
/// </param>
public sealed record OutputOptions(string Output, float Weight = 1, DistillationTarget? Target = null);
